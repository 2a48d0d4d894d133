using System.Text.Json.Serialization;
using ChatApp.Core.Presence;

namespace ChatApp.Core.Wire;

/// <summary>How one person stands.</summary>
public sealed record WirePresence(
    string UserId,
    bool Online,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? LastSeen,
    string? Status,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? StatusUntil)
{
    /// <summary>The wire's form of how a person stands.</summary>
    public static WirePresence From(PersonPresence person) => new(
        person.User.Value, person.Online, person.LastSeen, person.Status.Text.Length == 0 ? null : person.Status.Text, person.Status.Until);
}
