using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>What a device missed in one conversation.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Refusal"><see cref="ErrorCode.NotFound"/> for one that is not there or not the person's, <see cref="ErrorCode.InvalidRequest"/> for a cursor below 0; else <see langword="null"/>.</param>
/// <param name="Messages">The next messages after the cursor, rising.</param>
/// <param name="UpTo">The device's next cursor: it has now everything up to here that it may see, also where sequences are missing.</param>
/// <param name="LastSequence">The last sequence that the person may see.</param>
/// <param name="HasMore">Whether there is more after <paramref name="UpTo"/>.</param>
public sealed record CaughtUpConversation(
    ConversationTarget Conversation, ErrorCode? Refusal, IReadOnlyList<Message> Messages, long UpTo, long LastSequence, bool HasMore);
