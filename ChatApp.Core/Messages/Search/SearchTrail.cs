using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>A run of a conversation in which the index says that there may be something.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="From">The first sequence of the run.</param>
/// <param name="To">The last one.</param>
/// <param name="LastId">No message of the run has a larger id.</param>
public sealed record SearchTrail(ConversationId Conversation, long From, long To, long LastId);
