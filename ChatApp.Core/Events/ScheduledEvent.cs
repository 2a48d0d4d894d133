using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A message that the receiver scheduled was sent, with its sequence, or refused, with the reason.</summary>
public sealed record ScheduledEvent(Guid ClientId, ConversationTarget Conversation, long? Sequence, ErrorCode? Refusal) : LiveEvent;
