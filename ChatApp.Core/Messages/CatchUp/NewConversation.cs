using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>A conversation that the person takes part in and the device did not name.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="LastSequence">The last sequence that the person may see; 0 before the first message.</param>
/// <param name="ReadSequence">Read up to here.</param>
/// <param name="Unread">How many messages wait unread.</param>
public sealed record NewConversation(ConversationTarget Conversation, long LastSequence, long ReadSequence, long Unread);
