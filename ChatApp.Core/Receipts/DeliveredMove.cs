using ChatApp.Core.Conversations;

namespace ChatApp.Core.Receipts;

/// <summary>A delivered mark that moved.</summary>
/// <param name="Mark">Where it stands now.</param>
/// <param name="Key">How the store names the conversation.</param>
/// <param name="IsTold">Whether the other person of a single chat may be told of it.</param>
public sealed record DeliveredMove(DeliveredMark Mark, ConversationKey Key, bool IsTold);
