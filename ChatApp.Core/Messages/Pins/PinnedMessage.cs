using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Pins;

/// <summary>A message that stands above its conversation.</summary>
public sealed record PinnedMessage(Message Message, UserId By, DateTimeOffset At);
