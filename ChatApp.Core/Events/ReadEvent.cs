using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A member has read a conversation up to a sequence.</summary>
public sealed record ReadEvent(ConversationKey Key, UserId User, long Sequence) : LiveEvent;
