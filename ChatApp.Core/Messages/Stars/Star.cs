namespace ChatApp.Core.Messages.Stars;

/// <summary>A message that a person keeps.</summary>
/// <param name="Id">Grows with each star: the list's cursor.</param>
/// <param name="Message">The message as it is now.</param>
/// <param name="At">When it was kept.</param>
public sealed record Star(long Id, Message Message, DateTimeOffset At);
