using ChatApp.Core.Conversations;

namespace ChatApp.Core.Events;

/// <summary>The receiver keeps a message, or keeps it no more.</summary>
public sealed record StarredEvent(ConversationKey Key, long Sequence, bool Starred) : LiveEvent;
