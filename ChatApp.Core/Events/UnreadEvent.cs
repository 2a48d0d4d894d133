using ChatApp.Core.Conversations;

namespace ChatApp.Core.Events;

/// <summary>The receiver set the own read mark of a conversation back on one of the devices; it stands at the sequence now.</summary>
public sealed record UnreadEvent(ConversationKey Key, long Sequence) : LiveEvent;
