using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A device of a member has a conversation up to a sequence.</summary>
public sealed record DeliveredEvent(ConversationKey Key, UserId User, long Sequence) : LiveEvent;
