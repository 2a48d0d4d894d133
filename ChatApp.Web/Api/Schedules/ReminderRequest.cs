using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Schedules;

/// <summary>A message to be reminded of, and when.</summary>
internal sealed record ReminderRequest(WireConversation? Conversation, long Sequence, string? Note, DateTimeOffset DueAt);
