namespace ChatApp.Data.Seeding;

/// <summary>A group of the demo.</summary>
internal sealed record DemoGroup(string Id, string Name, string Owner, IReadOnlyList<string> Members)
{
    public static IReadOnlyList<DemoGroup> All { get; } =
    [
        new("demo-release", "Release 2.0 发布小组", "alice", ["alice", "bob", "carol", "chenwei", "lina", "wangfang"]),
        new("demo-hiking", "周末徒步 Hiking", "lina", ["lina", "alice", "bob", "chenwei", "wangfang"]),
    ];
}
