using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>How far a device has a conversation.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="After">The last sequence that the device has; 0 for none.</param>
public sealed record CatchUpCursor(ConversationTarget Conversation, long After);
