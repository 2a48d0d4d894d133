using System.Text.Json.Serialization;
using ChatApp.Core.Groups;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Groups;

/// <summary>A group.</summary>
internal sealed record GroupResponse(
    string GroupId,
    string Name,
    string Owner,
    string? Avatar,
    int Members,
    bool HistoryVisible,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt)
{
    public static GroupResponse From(Group group) => new(group.Id, group.Name, group.Owner.Value, group.Avatar, group.Members, group.HistoryVisible, group.CreatedAt);
}
