using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>People joined or left a conversation.</summary>
public sealed record MembersEvent(ConversationKey Key, IReadOnlyList<UserId> Joined, IReadOnlyList<UserId> Left) : LiveEvent;
