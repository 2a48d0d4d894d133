using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.Changes;

/// <summary>What decides whether somebody may change a message, read under the conversation's lock.</summary>
/// <param name="Message">The message.</param>
/// <param name="Actor">Who wants to.</param>
/// <param name="MutedForAll">Whether only the owner and managers may write.</param>
/// <param name="AuthorRole">What the author may do; <see cref="MemberRole.Member"/> for one who left.</param>
/// <param name="Rules">What the conversation allows.</param>
public sealed record MessageFacts(Message Message, Membership Actor, bool MutedForAll, MemberRole AuthorRole, ConversationRules Rules);
