using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>Keeps what conversations let their members do to all of them.</summary>
public interface IConversationRuleStore
{
    /// <summary>The rules, and the role of a present member; <see langword="null"/> for who is none.</summary>
    Task<(ConversationRules Rules, MemberRole Role)?> FindAsync(ConversationId conversation, UserId member, CancellationToken cancellationToken);

    /// <summary>Sets the rules.</summary>
    Task SetAsync(ConversationId conversation, WhoMay mentionEveryone, WhoMay pin, CancellationToken cancellationToken);

    /// <summary>Those of the people who are members now.</summary>
    Task<IReadOnlySet<string>> FindMembersAsync(ConversationId conversation, IReadOnlyCollection<string> people, CancellationToken cancellationToken);
}
