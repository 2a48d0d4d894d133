using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Stars;

/// <summary>Lets people keep messages for themselves; nobody else learns of it.</summary>
public sealed class StarService(ConversationAccess access, IStarStore store, IMessageMarkStore marks, IEventDelivery delivery, TimeProvider clock)
{
    /// <summary>Keeps a message or keeps it no more; what is so already stays so. Who left a conversation may keep what they still see.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> SetAsync(UserId user, ConversationTarget target, long sequence, bool starred, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (starred)
        {
            if (!membership.Value.MaySee(sequence) || !await store.AddAsync(membership.Value, sequence, clock.GetUtcNow(), cancellationToken))
            {
                return ErrorCode.NotFound;
            }
        }
        else if (!await store.RemoveAsync(membership.Value, sequence, cancellationToken))
        {
            return Outcome.Done;
        }

        delivery.PublishTo(user, new StarredEvent(membership.Value.Key, sequence, starred));
        return Outcome.Done;
    }

    /// <summary>What a person keeps, the last kept first.</summary>
    /// <param name="user">Who.</param>
    /// <param name="before">The last id of the page before, or <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many at most, 1 to <see cref="MessageLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The stars, or <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<StarPage>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MessageLimits.MaxPage)
        {
            return ErrorCode.InvalidRequest;
        }

        var found = await store.ListAsync(user, before ?? long.MaxValue, limit + 1, cancellationToken);
        var page = found.Take(limit).ToArray();
        var marked = await marks.AddAsync(user, [.. page.Select(star => star.Message)], cancellationToken);
        return new StarPage([.. page.Zip(marked, (star, message) => star with { Message = message })], found.Count > limit);
    }
}
