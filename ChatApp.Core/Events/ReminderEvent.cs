using ChatApp.Core.Conversations;

namespace ChatApp.Core.Events;

/// <summary>The receiver wanted to be reminded of a message now.</summary>
public sealed record ReminderEvent(Guid Id, ConversationTarget Conversation, long Sequence, string Note) : LiveEvent;
