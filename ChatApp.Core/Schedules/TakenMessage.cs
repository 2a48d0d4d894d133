namespace ChatApp.Core.Schedules;

/// <summary>A scheduled message whose moment has come, taken to be sent.</summary>
/// <param name="Message">The message.</param>
/// <param name="Tries">How often it was tried before.</param>
/// <param name="IsSuspended">Whether its author may not use the account now.</param>
public sealed record TakenMessage(ScheduledMessage Message, int Tries, bool IsSuspended);
