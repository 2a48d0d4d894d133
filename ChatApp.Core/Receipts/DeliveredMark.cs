using ChatApp.Core.Kernel;

namespace ChatApp.Core.Receipts;

/// <summary>A device of a member has a conversation up to a sequence.</summary>
public readonly record struct DeliveredMark(UserId User, ConversationId Conversation, long Sequence);
