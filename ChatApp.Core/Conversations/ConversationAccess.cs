using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>The one gate before every read of a conversation.</summary>
public sealed class ConversationAccess(IConversationStore store)
{
    /// <summary>Lets a member in, and one who left to see what was written before.</summary>
    /// <returns>The membership, or <see cref="ErrorCode.NotFound"/>: whether the conversation exists is nobody else's business.</returns>
    public async Task<Outcome<Membership>> ReadAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        if (!target.IsWellFormed)
        {
            return ErrorCode.NotFound;
        }

        var membership = await store.FindMembershipAsync(ConversationKey.Of(user, target), user, cancellationToken);
        return membership is null ? ErrorCode.NotFound : membership;
    }

    /// <summary>Every conversation that a person takes part in or has left, for reading many at once.</summary>
    public Task<IReadOnlyList<Membership>> ReadAllAsync(UserId user, CancellationToken cancellationToken)
        => store.ListAllMembershipsAsync(user, cancellationToken);
}
