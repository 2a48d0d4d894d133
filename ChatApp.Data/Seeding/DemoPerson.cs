using ChatApp.Core.Kernel;

namespace ChatApp.Data.Seeding;

/// <summary>An account of the demo.</summary>
/// <param name="Name">User name and user id in one.</param>
/// <param name="DisplayName">The name others see.</param>
internal sealed record DemoPerson(string Name, string DisplayName)
{
    public UserId Id => new(Name);

    /// <summary>The people that chat; all are friends of each other.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("alice", "Alice Martin"),
        new("bob", "Bob Keller"),
        new("carol", "Carol Rossi"),
        new("chenwei", "陈伟"),
        new("lina", "李娜"),
        new("wangfang", "王芳"),
    ];

    public static DemoPerson Administrator { get; } = new("admin", "Admin 管理员");

    public static IReadOnlyList<DemoPerson> All { get; } = [.. People, Administrator];

    public static DemoPerson Find(string name) => All.First(person => person.Name == name);
}
