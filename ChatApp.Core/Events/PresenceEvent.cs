using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A person came on line, left, or says something else of what they are doing.</summary>
/// <param name="User">Who.</param>
/// <param name="Online">Whether the person is on line.</param>
/// <param name="LastSeen">When they last were; <see langword="null"/> while on line and when it is hidden.</param>
/// <param name="Status">What they say; empty for nothing.</param>
/// <param name="StatusUntil">When that goes away by itself, or <see langword="null"/>.</param>
public sealed record PresenceEvent(UserId User, bool Online, DateTimeOffset? LastSeen = null, string Status = "", DateTimeOffset? StatusUntil = null) : LiveEvent;
