using ChatApp.Core.Conversations;

namespace ChatApp.Core.Events;

/// <summary>The receiver cleared a conversation for themselves, up to a sequence.</summary>
public sealed record ClearedEvent(ConversationKey Key, long Sequence) : LiveEvent;
