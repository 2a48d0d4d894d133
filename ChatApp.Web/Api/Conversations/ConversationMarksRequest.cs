namespace ChatApp.Web.Api.Conversations;

/// <summary>How a conversation shall stand in the caller's list; what is absent stays.</summary>
internal sealed record ConversationMarksRequest(bool? Muted, DateTimeOffset? MutedUntil, bool? Pinned, bool? Archived);
