using ChatApp.Core.Kernel;

namespace ChatApp.Core.QrLogin;

/// <summary>One attempt to sign a browser in by a phone that is signed in already.</summary>
/// <param name="Code">What the QR carries: 128 random bits, base64url. Public, and of no use without the browser's secret.</param>
/// <param name="TextCode">What is typed where nothing can scan: eight characters.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Number">The two digits the browser shows and the phone must pick.</param>
/// <param name="Choices">The three numbers the phone offers, <paramref name="Number"/> among them.</param>
/// <param name="DeviceName">The browser, as "Chrome · Windows".</param>
/// <param name="Address">The browser's address.</param>
/// <param name="CreatedAt">When the browser asked for it.</param>
/// <param name="ExpiresAt">When the present state ends by itself.</param>
/// <param name="ScannedBy">Whose phone scanned it, or <see langword="null"/>.</param>
/// <param name="ScannedIn">The phone's session; no other may confirm.</param>
/// <param name="WrongPicks">How often a wrong number was picked.</param>
public sealed record QrTicket(
    string Code,
    string TextCode,
    QrLoginState State,
    int Number,
    IReadOnlyList<int> Choices,
    string DeviceName,
    string Address,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    UserId? ScannedBy,
    SessionId? ScannedIn,
    int WrongPicks)
{
    /// <summary>The client that asked by the compatible HTTP API, or <see langword="null"/> for this server's page.</summary>
    public QrClient? Client { get; init; }

    // A clock that was set back would lengthen the life of every code. One from the future is over instead; the page gets a new one.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(5);

    /// <summary>The state at a moment: what waits too long has expired.</summary>
    public QrLoginState StateAt(DateTimeOffset now)
        => State <= QrLoginState.Confirmed && !IsAliveAt(now) ? QrLoginState.Expired : State;

    /// <summary>How long the present state lasts yet.</summary>
    public TimeSpan RemainingAt(DateTimeOffset now) => IsAliveAt(now) ? ExpiresAt - now : TimeSpan.Zero;

    /// <summary>The latest time a code may say it was made at and still be believed.</summary>
    public static DateTimeOffset LatestCreation(DateTimeOffset now) => now + ClockSlack;

    private bool IsAliveAt(DateTimeOffset now) => ExpiresAt > now && CreatedAt <= LatestCreation(now);
}
