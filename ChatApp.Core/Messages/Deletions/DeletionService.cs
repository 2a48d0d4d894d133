using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Deletions;

/// <summary>Lets people delete messages for themselves; for all others nothing changes.</summary>
public sealed class DeletionService(ConversationAccess access, IDeletionStore store, IEventDelivery delivery)
{
    /// <summary>Deletes messages for one person. Those that are gone already are passed over.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.NotFound"/> for strangers and when none of the messages is there;
    /// <see cref="ErrorCode.InvalidRequest"/> for none or more than <see cref="DeletionLimits.MaxAtOnce"/>.</returns>
    public async Task<Outcome<Done>> DeleteAsync(
        UserId user, ConversationTarget target, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Count is 0 or > DeletionLimits.MaxAtOnce)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var seen = sequences.Where(membership.Value.MaySee).Distinct().ToArray();
        if (seen.Length == 0)
        {
            return ErrorCode.NotFound;
        }

        var hidden = await store.HideAsync(membership.Value, seen, cancellationToken);
        if (hidden.Count > 0)
        {
            delivery.PublishTo(user, new DeletedEvent(membership.Value.Key, hidden));
        }

        return Outcome.Done;
    }

    /// <summary>Deletes everything up to a sequence for one person; what comes later stays. Nothing of it counts as unread any more.</summary>
    /// <param name="user">Who.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="upTo">The last sequence to delete; <see langword="null"/> for all there is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Up to where everything is deleted now; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<long>> ClearAsync(UserId user, ConversationTarget target, long? upTo, CancellationToken cancellationToken)
    {
        if (upTo < 0)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var (stands, moved) = await store.ClearAsync(membership.Value, upTo ?? long.MaxValue, cancellationToken);
        if (moved)
        {
            delivery.PublishTo(user, new ClearedEvent(membership.Value.Key, stands));
        }

        return stands;
    }
}
