using System.Text.Json.Serialization;
using ChatApp.Core.Groups;

namespace ChatApp.Core.Wire;

/// <summary>A group.</summary>
public sealed record WireGroup(
    string GroupId,
    string Name,
    string Owner,
    string? Avatar,
    int Members,
    bool HistoryVisible,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt)
{
    /// <summary>The wire's form of a group.</summary>
    public static WireGroup From(Group group) => new(group.Id, group.Name, group.Owner.Value, group.Avatar, group.Members, group.HistoryVisible, group.CreatedAt);
}
