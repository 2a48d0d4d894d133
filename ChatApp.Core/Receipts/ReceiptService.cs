using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;

namespace ChatApp.Core.Receipts;

/// <summary>Moves read and delivered marks, and tells those who may know.</summary>
public sealed class ReceiptService(
    ConversationAccess access, IReceiptStore store, DeliveredMarks delivered, PersonalSettings personal, IEventDelivery delivery)
{
    /// <summary>Moves a person's read mark forward and tells the conversation. A mark behind the present one changes nothing, one beyond the end is the end.</summary>
    /// <returns>Where the mark stands, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/> for a negative sequence.</returns>
    public async Task<Outcome<long>> MarkReadAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        if (sequence < 0)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var move = await store.MarkReadAsync(conversation, user, sequence, cancellationToken);
        if (move.Moved)
        {
            var read = new ReadEvent(key, user, move.Sequence);
            if (move.IsSmall && !move.Hidden.Contains(user))
            {
                delivery.PublishTo(conversation, read, other => other == user || !move.Hidden.Contains(other));
            }
            else
            {
                delivery.PublishTo(user, read);
            }
        }

        return move.Sequence;
    }

    /// <summary>
    /// Sets a person's own read mark back on purpose and tells the person's devices; others go on seeing what was read.
    /// The next message that the person reads or writes there moves it forward again.
    /// </summary>
    /// <param name="user">Who.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="firstUnread">The first message that shall be unread; <see langword="null"/> for the last one.</param>
    /// <param name="cancellationToken">Observed until the commit.</param>
    /// <returns>Where the mark stands, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/> for a place that is none
    /// and for the notes to oneself, which are always read.</returns>
    public async Task<Outcome<long>> MarkUnreadAsync(UserId user, ConversationTarget target, long? firstUnread, CancellationToken cancellationToken)
    {
        if (firstUnread < 1 || target == ConversationTarget.Person(user))
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var member = membership.Value;
        var (stands, moved) = await store.MarkUnreadAsync(member.Conversation, user, Math.Max(1, firstUnread ?? member.LastVisible), cancellationToken);
        if (moved)
        {
            delivery.PublishTo(user, new UnreadEvent(member.Key, stands));
        }

        return stands;
    }

    /// <summary>Notes that a device of a person has a conversation up to a sequence; written and told within about a second.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/> for a negative sequence.</returns>
    public async Task<Outcome<Done>> MarkDeliveredAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        if (sequence < 0)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        delivered.Note(new DeliveredMark(user, membership.Value.Conversation, sequence));
        return Outcome.Done;
    }

    /// <summary>The marks of a conversation's members who show them, by user id, after one; without the caller's own.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="after">The last person of the page before, or <see langword="null"/>.</param>
    /// <param name="limit">The most people, 1 to <see cref="ReceiptLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The marks, none for a person who shows none; or <see cref="ErrorCode.NotFound"/> (one who left too), <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<IReadOnlyList<MemberMark>>> MarksAsync(
        UserId user, ConversationTarget target, UserId? after, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > ReceiptLimits.MaxPage)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is not null || membership.Value.LeftSequence is not null)
        {
            return ErrorCode.NotFound;
        }

        if ((await personal.OfAsync(user, cancellationToken)).ReceiptsOff)
        {
            return Outcome.Of<IReadOnlyList<MemberMark>>([]);
        }

        var marks = await store.ListMarksAsync(membership.Value.Conversation, after, limit, cancellationToken);
        return Outcome.Of<IReadOnlyList<MemberMark>>([.. marks.Where(mark => mark.User != user)]);
    }

    /// <summary>Who has read a message, or has not. Its sender and those who show no marks are in neither list.</summary>
    /// <param name="user">Who asks: a member who may see the message.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="sequence">The message.</param>
    /// <param name="read">Those who have read it, or those who have not.</param>
    /// <param name="after">The last person of the page before, or <see langword="null"/>.</param>
    /// <param name="limit">The most people, 1 to <see cref="ReceiptLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The page; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/>, <see cref="ErrorCode.Forbidden"/> while the
    /// caller shows no marks.</returns>
    public async Task<Outcome<ReaderPage>> ReadersAsync(
        UserId user, ConversationTarget target, long sequence, bool read, UserId? after, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > ReceiptLimits.MaxPage)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is not null
            || membership.Value.LeftSequence is not null
            || sequence <= membership.Value.JoinedSequence
            || sequence > membership.Value.LastVisible)
        {
            return ErrorCode.NotFound;
        }

        if ((await personal.OfAsync(user, cancellationToken)).ReceiptsOff)
        {
            return ErrorCode.Forbidden;
        }

        var conversation = membership.Value.Conversation;
        var count = await store.CountReadersAsync(conversation, sequence, cancellationToken);
        var members = await store.ListReadersAsync(conversation, sequence, read, after, limit + 1, cancellationToken);
        return new ReaderPage(count, [.. members.Take(limit)], members.Count > limit);
    }
}
