using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Schedules;

/// <summary>Takes messages that shall be sent later.</summary>
public sealed class ScheduledMessageService(IScheduledMessageStore store, MessageService messages, ConversationAccess access, TimeProvider clock)
{
    /// <summary>Keeps a message for its moment, or changes one that waits: the same client id is the same message.</summary>
    /// <param name="draft">The message; judged now, and once more when it is sent.</param>
    /// <param name="dueAt">When: in the future, at most <see cref="ScheduleLimits.Furthest"/> from now.</param>
    /// <param name="cancellationToken">Observed until the commit.</param>
    /// <returns>The message; or the refusals of <see cref="MessageService.SendAsync"/>, <see cref="ErrorCode.InvalidRequest"/> for a moment out of
    /// range, <see cref="ErrorCode.QuotaExceeded"/>, <see cref="ErrorCode.Conflict"/> while it is being sent.</returns>
    public async Task<Outcome<ScheduledMessage>> SaveAsync(MessageDraft draft, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (dueAt <= now || dueAt > now + ScheduleLimits.Furthest)
        {
            return ErrorCode.InvalidRequest;
        }

        if (draft.To.Type != ConversationType.Single)
        {
            var membership = await access.ReadAsync(draft.Sender, draft.To, cancellationToken);
            if (membership.Refusal is not null || membership.Value.LeftSequence is not null)
            {
                return ErrorCode.NotAMember;
            }
        }

        var prepared = await messages.PrepareAsync(draft, cancellationToken);
        if (prepared.Refusal is { } refusal)
        {
            return refusal;
        }

        var message = new ScheduledMessage(draft with { Origin = null }, dueAt.ToUniversalTime(), now);
        var saved = await store.SaveAsync(message, ScheduleLimits.MaxMessages, now, cancellationToken);
        return saved.Refusal is { } full ? full : message;
    }

    /// <summary>A person's messages that wait or were refused, the next due first.</summary>
    public Task<IReadOnlyList<ScheduledMessage>> ListAsync(UserId user, CancellationToken cancellationToken) => store.ListAsync(user, cancellationToken);

    /// <summary>Takes a message away before it is sent, or one that was refused.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Conflict"/> while it is being sent.</returns>
    public Task<Outcome<Done>> CancelAsync(UserId user, Guid clientId, CancellationToken cancellationToken)
        => store.RemoveAsync(user, clientId, clock.GetUtcNow(), cancellationToken);

    /// <summary>Makes a message due at once; it is sent within about a second.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Conflict"/> while it is being sent.</returns>
    public async Task<Outcome<Done>> SendNowAsync(UserId user, Guid clientId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await store.FindAsync(user, clientId, cancellationToken) is { } message
            ? await store.SaveAsync(message with { DueAt = now, Refusal = null }, int.MaxValue, now, cancellationToken)
            : ErrorCode.NotFound;
    }
}
