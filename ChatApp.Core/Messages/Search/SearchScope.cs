using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>A conversation to look into, and from where downwards.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="From">The first sequence to look at.</param>
/// <param name="To">The last one.</param>
public sealed record SearchScope(ConversationId Conversation, long From, long To);
