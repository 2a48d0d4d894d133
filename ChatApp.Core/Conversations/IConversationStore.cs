using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>Keeps conversations and who takes part in them.</summary>
public interface IConversationStore
{
    /// <summary>The id of a conversation, or <see langword="null"/>. An id never changes, so callers may keep it.</summary>
    Task<ConversationId?> FindIdAsync(ConversationKey key, CancellationToken cancellationToken);

    /// <summary>The id of a single chat, which is made with its two members when there is none yet. <see langword="null"/> when one of the two is not an account.</summary>
    Task<ConversationId?> OpenSingleAsync(ConversationKey key, CancellationToken cancellationToken);

    /// <summary>One person's place in a conversation, also of one who left; <see langword="null"/> for one who never took part.</summary>
    Task<Membership?> FindMembershipAsync(ConversationKey key, UserId user, CancellationToken cancellationToken);

    /// <summary>Every conversation that a person takes part in now, with its last sequence: where a live connection starts from.</summary>
    Task<IReadOnlyList<Membership>> ListMembershipsAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListMembershipsAsync"/>, with those that the person has left.</summary>
    Task<IReadOnlyList<Membership>> ListAllMembershipsAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>A person's conversations, the last active first, after a moment and id (<see langword="null"/>: from the top).</summary>
    Task<IReadOnlyList<ConversationSummary>> ListSummariesAsync(UserId user, ConversationTarget? only, int limit, CancellationToken cancellationToken);

    /// <summary>The members of a conversation now, by user id, after one.</summary>
    Task<IReadOnlyList<ConversationMember>> ListMembersAsync(
        ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken);
}
