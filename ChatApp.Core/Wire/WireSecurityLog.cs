using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Wire;

/// <summary>A page of the caller's security log, the newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="HasMore">Whether there may be older ones.</param>
public sealed record WireSecurityLog(IReadOnlyList<WireSecurityEvent> Events, bool HasMore)
{
    /// <summary>The page that was asked for with a limit, over a session.</summary>
    public static WireSecurityLog From(IReadOnlyList<SecurityEvent> events, int limit, SessionId current)
        => new([.. events.Select(happened => WireSecurityEvent.From(happened, current))], events.Count == limit);
}
