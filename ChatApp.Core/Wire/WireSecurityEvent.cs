using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Wire;

/// <summary>One line of the caller's security log.</summary>
/// <param name="Id">Its number; grows with time.</param>
/// <param name="Kind">What happened, as <c>SignedIn</c>.</param>
/// <param name="At">When.</param>
/// <param name="Session">The session it is about.</param>
/// <param name="DeviceName">The client; may be empty.</param>
/// <param name="Address">Its address; may be empty.</param>
/// <param name="Detail">A word that says more, as the means or the reason.</param>
/// <param name="Current">Whether it is about the caller's own session.</param>
public sealed record WireSecurityEvent(
    long Id, string Kind, DateTimeOffset At, string? Session, string DeviceName, string Address, string Detail, bool Current)
{
    /// <summary>An event in the log that is asked for over <paramref name="current"/>.</summary>
    public static WireSecurityEvent From(SecurityEvent happened, SessionId current) => new(
        happened.Id,
        happened.What.Kind.ToString(),
        happened.What.At,
        happened.What.Session?.ToString(),
        happened.What.DeviceName,
        happened.What.Address,
        happened.What.Detail,
        happened.What.Session == current);
}
