using ChatApp.Core.Conversations;

namespace ChatApp.Core.Schedules;

/// <summary>A message that somebody wants to be reminded of.</summary>
/// <param name="Id">The reminder.</param>
/// <param name="Conversation">The conversation, as the person names it.</param>
/// <param name="Sequence">The message.</param>
/// <param name="Note">What the person wrote to it; may be empty.</param>
/// <param name="DueAt">When the person's devices are told.</param>
/// <param name="IsTold">Whether they were. It stays in the list until the person takes it away.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Reminder(
    Guid Id, ConversationTarget Conversation, long Sequence, string Note, DateTimeOffset DueAt, bool IsTold, DateTimeOffset CreatedAt);
