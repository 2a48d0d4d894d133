using ChatApp.Core.Kernel;

namespace ChatApp.Core.Receipts;

/// <summary>Keeps how far members have read a conversation and have it on a device.</summary>
public interface IReceiptStore
{
    /// <summary>Moves a member's read mark forward, never back and never past the last sequence.</summary>
    Task<ReadMove> MarkReadAsync(ConversationId conversation, UserId user, long sequence, CancellationToken cancellationToken);

    /// <summary>Sets a member's own read mark back, so that a message and what follows counts as unread. What others are shown stays.</summary>
    /// <returns>Where the member's own mark stands now, and whether it moved.</returns>
    Task<(long Sequence, bool Moved)> MarkUnreadAsync(ConversationId conversation, UserId user, long firstUnread, CancellationToken cancellationToken);

    /// <summary>Moves delivered marks forward, never back and never past the last sequence; waits for nobody's lock.</summary>
    Task<DeliveredMoves> MarkDeliveredAsync(IReadOnlyCollection<DeliveredMark> marks, CancellationToken cancellationToken);

    /// <summary>The marks of the members of a conversation now who show them, by user id, after one.</summary>
    Task<IReadOnlyList<MemberMark>> ListMarksAsync(ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Counts the members of a conversation now, who may see a message and show marks, by what they have of it.</summary>
    Task<ReaderCount> CountReadersAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken);

    /// <summary>Those who have read a message, or those who have not, by user id, after one; counted as <see cref="CountReadersAsync"/> does.</summary>
    Task<IReadOnlyList<MemberMark>> ListReadersAsync(
        ConversationId conversation, long sequence, bool read, UserId? after, int limit, CancellationToken cancellationToken);
}
