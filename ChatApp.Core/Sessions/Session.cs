using ChatApp.Core.Kernel;

namespace ChatApp.Core.Sessions;

/// <summary>One signed-in browser, device or robot.</summary>
/// <param name="Id">Names the session in lists and events; the token, of which only the hash is kept, opens it.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Kind">What holds the token.</param>
/// <param name="Platform">What the client runs on.</param>
/// <param name="Device">The installation; for a browser a name made at sign-in.</param>
/// <param name="DeviceName">What its owner reads in the list, as "Chrome · Windows".</param>
/// <param name="Address">The address it was made from.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSeenAt">When it was last used, to about a minute.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record Session(
    SessionId Id,
    UserId User,
    SessionKind Kind,
    Platform Platform,
    DeviceId Device,
    string DeviceName,
    string Address,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>How long the session may lie unused before it ends.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromDays(14);

    /// <summary>What proved whose it is.</summary>
    public SignInMeans Means { get; init; }

    /// <summary>The name its owner gave it, or <see langword="null"/>. 1 to <see cref="MaxGivenName"/> characters.</summary>
    public string? GivenName { get; init; }

    /// <summary>The most characters of a name that an owner gives.</summary>
    public const int MaxGivenName = 64;

    /// <summary>What its owner calls it.</summary>
    public string Name => GivenName ?? DeviceName;

    /// <summary>How well the user has proved who it is, at best.</summary>
    public SessionProof Proof { get; init; }

    /// <summary>When the user last proved it in this session; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ProvedAt { get; init; }
}
