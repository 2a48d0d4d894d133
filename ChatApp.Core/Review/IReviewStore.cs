using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Review;

/// <summary>Keeps messages that moderation kept back. The same client id of the same sender makes one item in a conversation.</summary>
public interface IReviewStore
{
    /// <summary>Keeps a message back, unless its client id is known already, here or in the log.</summary>
    /// <param name="pending">The message.</param>
    /// <param name="state"><see cref="ReviewState.Waiting"/> or <see cref="ReviewState.Dropped"/>.</param>
    /// <param name="maxWaiting">How many of the sender's messages may wait.</param>
    /// <param name="now">The time it is kept under.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The item of that client id; <see langword="null"/> when the log has a message of it;
    /// or <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Muted"/>, <see cref="ErrorCode.TooFast"/> when too many wait.</returns>
    Task<Outcome<ReviewItem?>> KeepAsync(PendingMessage pending, ReviewState state, int maxWaiting, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Decides on an item that waits; one of two who decide at once is first.</summary>
    /// <returns>The item as it stands now, decided by whomever; <see langword="null"/> when there is none.</returns>
    Task<ReviewItem?> DecideAsync(long id, ReviewState state, UserId actor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes where an approved item stands in the log.</summary>
    Task FinishAsync(long id, long sequence, CancellationToken cancellationToken);

    /// <summary>Notes that an approved item could not be appended: it counts as rejected.</summary>
    Task FailAsync(long id, CancellationToken cancellationToken);

    /// <summary>An item, or <see langword="null"/>.</summary>
    Task<ReviewItem?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> items of a state below an id, the newest first.</summary>
    Task<IReadOnlyList<ReviewItem>> ListAsync(ReviewState state, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> approved items that are not in the log yet, the oldest first.</summary>
    Task<IReadOnlyList<ReviewItem>> ListUnfinishedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>What a person wrote into a conversation and waits, or seems to: the newest first.</summary>
    Task<IReadOnlyList<ReviewItem>> ListOwnAsync(UserId author, ConversationId conversation, int limit, CancellationToken cancellationToken);
}
