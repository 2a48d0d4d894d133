using ChatApp.Core.Kernel;

namespace ChatApp.Core.Groups;

/// <summary>Keeps groups; who is in them changes under the conversation's lock, so that a send and a removal have one order.</summary>
public interface IGroupStore
{
    /// <summary>A group, or <see langword="null"/>.</summary>
    Task<Group?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a group with its conversation and members.</summary>
    Task<ConversationId> CreateAsync(string id, string name, UserId owner, IReadOnlyCollection<UserId> members, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds those who are accounts and not yet members, unless that would be more than the most.</summary>
    /// <returns>Who was added and the sequence that their live connections begin after; or <see cref="ErrorCode.GroupFull"/>, <see cref="ErrorCode.NotFound"/>.</returns>
    Task<Outcome<(IReadOnlyList<UserId> Added, long JoinedSequence)>> AddMembersAsync(
        ConversationId conversation, IReadOnlyCollection<UserId> users, int maxMembers, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes one member; whether they were one.</summary>
    Task<bool> RemoveMemberAsync(ConversationId conversation, UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Renames a group.</summary>
    Task RenameAsync(string id, string name, CancellationToken cancellationToken);

    /// <summary>Sets whether who joins from now on sees what was written before.</summary>
    Task SetHistoryVisibleAsync(string id, bool visible, CancellationToken cancellationToken);
}
