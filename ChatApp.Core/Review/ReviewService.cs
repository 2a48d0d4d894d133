using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Review;

/// <summary>
/// Keeps back what moderation holds or drops, and appends what a moderator lets through. The decision is stored before the message is
/// appended, and the append is found again by its client id: however often it is tried, the message comes once.
/// </summary>
public sealed class ReviewService(
    IReviewStore store, IMessageLog log, INodeBus bus, TimeProvider clock, IOptions<ReviewLimits> limits) : IHeldMessages
{
    private const int FinishedAtOnce = 100;

    /// <inheritdoc/>
    public async ValueTask<Outcome<SentMessage>> KeepAsync(PendingMessage pending, bool dropped, CancellationToken cancellationToken)
    {
        var now = ToMilliseconds(clock.GetUtcNow());
        Outcome<ReviewItem?> kept;
        try
        {
            kept = await store.KeepAsync(
                pending, dropped ? ReviewState.Dropped : ReviewState.Waiting, limits.Value.MaxWaitingPerUser, now, cancellationToken);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            // As the log answers: nobody knows, and trying again is safe.
            return ErrorCode.Unavailable;
        }

        if (kept.Refusal is { } refusal)
        {
            return refusal;
        }

        if (kept.Value is not { } item)
        {
            // The log has it: an earlier send of this client id passed, and a resend gets the first result.
            return await log.AppendAsync(pending, cancellationToken);
        }

        var repeated = item.HeldAt != now;
        if (!repeated)
        {
            bus.Publish(new ReviewChanged(item.Id, item.State));
        }

        return new SentMessage(HeldMessage(item), repeated);
    }

    /// <summary>Lets a message through.</summary>
    /// <returns>Where it stands in the log; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Conflict"/> when it was decided otherwise,
    /// and what the log refuses: <see cref="ErrorCode.NotAMember"/> or <see cref="ErrorCode.Muted"/> when its author may not write there any
    /// more, which counts as a rejection; <see cref="ErrorCode.TooBusy"/> or <see cref="ErrorCode.Unavailable"/>, after which it follows by itself.</returns>
    public async Task<Outcome<long>> ApproveAsync(UserId actor, long id, CancellationToken cancellationToken)
    {
        if (await store.DecideAsync(id, ReviewState.Approved, actor, clock.GetUtcNow(), cancellationToken) is not { } item)
        {
            return ErrorCode.NotFound;
        }

        bus.Publish(new ReviewChanged(id, item.State));
        return item switch
        {
            { State: not ReviewState.Approved } => ErrorCode.Conflict,
            { Sequence: { } sequence } => sequence,
            _ => await AppendAsync(item, cancellationToken),
        };
    }

    /// <summary>Keeps a message back for good. Nobody is told.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Conflict"/> when it was decided otherwise.</returns>
    public async Task<Outcome<Done>> RejectAsync(UserId actor, long id, CancellationToken cancellationToken)
    {
        if (await store.DecideAsync(id, ReviewState.Rejected, actor, clock.GetUtcNow(), cancellationToken) is not { } item)
        {
            return ErrorCode.NotFound;
        }

        bus.Publish(new ReviewChanged(id, item.State));
        return item.State == ReviewState.Rejected ? Outcome.Done : ErrorCode.Conflict;
    }

    /// <summary>Appends what was approved and did not reach the log, because the program or the database was away then.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var item in await store.ListUnfinishedAsync(FinishedAtOnce, cancellationToken))
        {
            _ = await AppendAsync(item, cancellationToken);
        }
    }

    private async Task<Outcome<long>> AppendAsync(ReviewItem item, CancellationToken cancellationToken)
    {
        var sent = await log.AppendAsync(item.Pending, cancellationToken);
        switch (sent.Refusal)
        {
            case null:
                await store.FinishAsync(item.Id, sent.Value.Message.Sequence, CancellationToken.None);
                return sent.Value.Message.Sequence;
            case ErrorCode.TooBusy or ErrorCode.Unavailable:
                return sent.Refusal.Value;
            default:
                await store.FailAsync(item.Id, CancellationToken.None);
                bus.Publish(new ReviewChanged(item.Id, ReviewState.Rejected));
                return sent.Refusal.Value;
        }
    }

    // The store and the wire tell time to the millisecond.
    private static DateTimeOffset ToMilliseconds(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));

    // Without a place and an id: it has none until it is in the log. Held, dropped, approved and rejected ones look alike to the author.
    private static Message HeldMessage(ReviewItem item)
    {
        var (conversation, key, draft) = item.Pending;
        return new Message(
            conversation, key, Sequence: 0, new MessageId(0), draft.Sender, draft.ClientId, draft.Kind, draft.Text, draft.Payload, draft.Mentions ?? [],
            draft.ReplyTo, draft.WireType, MessageState.Held, item.HeldAt);
    }
}
