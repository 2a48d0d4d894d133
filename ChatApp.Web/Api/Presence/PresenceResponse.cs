using System.Text.Json.Serialization;
using ChatApp.Core.Presence;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Presence;

/// <summary>How one person stands.</summary>
internal sealed record PresenceResponse(
    string UserId,
    bool Online,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? LastSeen,
    string? Status,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? StatusUntil)
{
    public static PresenceResponse From(PersonPresence person) => new(
        person.User.Value, person.Online, person.LastSeen, person.Status.Text.Length == 0 ? null : person.Status.Text, person.Status.Until);
}
