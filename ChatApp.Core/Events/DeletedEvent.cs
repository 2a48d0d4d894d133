using ChatApp.Core.Conversations;

namespace ChatApp.Core.Events;

/// <summary>The receiver deleted messages for themselves.</summary>
public sealed record DeletedEvent(ConversationKey Key, IReadOnlyList<long> Sequences) : LiveEvent;
