using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Conversations;

/// <summary>A single chat was made: connections of its two people follow it from now on. May be told twice.</summary>
public sealed record ConversationOpened(ConversationId Conversation, ConversationKey Key) : NodeEvent;
