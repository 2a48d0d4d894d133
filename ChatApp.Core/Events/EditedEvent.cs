using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A message's words were changed. Without the words: not everyone who is told may see the message.</summary>
public sealed record EditedEvent(ConversationKey Key, long Sequence, UserId By, int Version, long Change) : LiveEvent;
