namespace ChatApp.Core.Messages;

/// <summary>What became of a send.</summary>
/// <param name="Message">The stored message; for a repeated client id the first one.</param>
/// <param name="Repeated">Whether the client id had been used before, so that nothing new was stored.</param>
public sealed record SentMessage(Message Message, bool Repeated);
