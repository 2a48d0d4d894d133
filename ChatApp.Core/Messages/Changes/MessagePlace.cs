using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Changes;

/// <summary>A message, and who wants to do something to it.</summary>
public readonly record struct MessagePlace(ConversationId Conversation, long Sequence, UserId Actor);
