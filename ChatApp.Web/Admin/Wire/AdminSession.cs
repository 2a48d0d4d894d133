using ChatApp.Core.Sessions;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A live session as the hub sends it.</summary>
public sealed record AdminSession(
    string Id, string Kind, string Platform, string DeviceName, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt)
{
    /// <summary>Writes a session.</summary>
    public static AdminSession From(Session session) => new(
        session.Id.ToString(),
        session.Kind.ToString(),
        session.Platform.ToString(),
        session.DeviceName,
        session.Address,
        session.CreatedAt,
        session.LastSeenAt);
}
