namespace ChatApp.Core.Sessions;

/// <summary>One line of an account's security log.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="What">What happened.</param>
public sealed record SecurityEvent(long Id, SecurityEventDraft What);
