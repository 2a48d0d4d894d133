using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Review;

namespace ChatApp.Core.Administration;

/// <summary>Messages that moderation kept back, for moderators; without the right everything answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class ReviewAdministration(IReviewStore store, ReviewService review, AuditLog audit)
{
    /// <summary>A page of what was kept back, the newest first.</summary>
    public async Task<Outcome<ReviewPage>> ListAsync(Administrator actor, ReviewState state, long? before, int limit, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        limit = Math.Clamp(limit, 1, ReviewLimits.MaxPage);
        var found = await store.ListAsync(state, before, limit + 1, cancellationToken);
        return new ReviewPage([.. found.Take(limit)], HasMore: found.Count > limit);
    }

    /// <summary>Lets a message through; its members get it like any other, now.</summary>
    /// <returns>Its place in the conversation; or as <see cref="ReviewService.ApproveAsync"/>.</returns>
    public async Task<Outcome<long>> ApproveAsync(Administrator actor, long id, CancellationToken cancellationToken)
        => await BeginAsync(actor, id, "review.approve", cancellationToken) is { } refusal ? refusal : await review.ApproveAsync(actor.Id, id, cancellationToken);

    /// <summary>Keeps a message back for good.</summary>
    /// <returns>Nothing; or as <see cref="ReviewService.RejectAsync"/>.</returns>
    public async Task<Outcome<Done>> RejectAsync(Administrator actor, long id, CancellationToken cancellationToken)
        => await BeginAsync(actor, id, "review.reject", cancellationToken) is { } refusal ? refusal : await review.RejectAsync(actor.Id, id, cancellationToken);

    // On record before it is done: what was decided and not recorded would be nobody's.
    private async Task<ErrorCode?> BeginAsync(Administrator actor, long id, string action, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        if (await store.FindAsync(id, cancellationToken) is not { } item)
        {
            return ErrorCode.NotFound;
        }

        if (item.State != ReviewState.Waiting)
        {
            return ErrorCode.Conflict;
        }

        var draft = item.Pending.Draft;
        await audit.RecordAsync(
            actor.Id, action, $"review:{id}", new { author = draft.Sender.Value, to = $"{draft.To.Type}:{draft.To.Id}" }, reason: string.Empty, cancellationToken);
        return null;
    }
}
