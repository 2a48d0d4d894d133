using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Wire;

/// <summary>One of the caller's sessions.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind"><c>browser</c>, <c>device</c> or <c>robot</c>.</param>
/// <param name="Platform">What it runs on, by WildfireChat's numbers.</param>
/// <param name="DeviceId">The installation.</param>
/// <param name="DeviceName">What the client calls itself.</param>
/// <param name="Name">What its owner reads: the name that the owner gave it, or the client's.</param>
/// <param name="Address">The address it was made from.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSeenAt">When it was last used, to about a minute.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Means">What proved whose it is, as <c>Password</c> or <c>QrCode</c>.</param>
/// <param name="Current">Whether it is the caller's own.</param>
public sealed record WireSession(
    string Id,
    string Kind,
    int Platform,
    string DeviceId,
    string DeviceName,
    string Name,
    string Address,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    string Means,
    bool Current)
{
    /// <summary>A session in the list that is asked for over <paramref name="current"/>.</summary>
    public static WireSession From(Session session, SessionId current) => new(
        session.Id.ToString(),
        NameOf(session.Kind),
        (int)session.Platform,
        session.Device.Value,
        session.DeviceName,
        session.Name,
        session.Address,
        session.CreatedAt,
        session.LastSeenAt,
        session.ExpiresAt,
        session.Means.ToString(),
        session.Id == current);

    private static string NameOf(SessionKind kind) => kind switch
    {
        SessionKind.Browser => "browser",
        SessionKind.Device => "device",
        SessionKind.Robot => "robot",
    };
}
