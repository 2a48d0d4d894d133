using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Messages.Reactions;

/// <summary>Puts emoji on messages.</summary>
public sealed class ReactionService(
    MessageAccess access, IReactionStore store, IEventDelivery delivery, ISendGate gate, ServerSettings settings, TimeProvider clock)
{
    private static readonly Limiter PerUser = new("reactions.user", FailureMode.Open);
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(10);

    // A click more than a message: twice as many are let through as messages.
    private const int PerMessageRate = 2;

    private readonly TokenBuckets<UserId> _perUser = new(PerUser, RateWindow, clock);

    /// <summary>Puts an emoji on a message, or takes it off; what is so already stays so.</summary>
    /// <returns>
    /// Nothing; or <see cref="ErrorCode.InvalidRequest"/> for what is not one emoji of up to <see cref="ReactionLimits.MaxBytes"/> bytes,
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Muted"/> for who is muted alone (when all
    /// are, an emoji disturbs nobody), <see cref="ErrorCode.Blocked"/>, <see cref="ErrorCode.NotFriends"/>, <see cref="ErrorCode.TooFast"/>,
    /// <see cref="ErrorCode.LimitReached"/> beyond <see cref="ReactionLimits.MaxDifferent"/> and <see cref="ReactionLimits.MaxOwn"/>.
    /// </returns>
    public async Task<Outcome<Done>> SetAsync(
        UserId user, ConversationTarget target, long sequence, string emoji, bool present, CancellationToken cancellationToken)
    {
        if (!Emoji.IsOne(emoji))
        {
            return ErrorCode.InvalidRequest;
        }

        if (!_perUser.TryTake(user, PerMessageRate * settings.Number(ServerSettingNames.MessagesPerUser)))
        {
            return ErrorCode.TooFast;
        }

        var membership = await access.ActAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (present && await gate.CheckAsync(user, target, cancellationToken) is { } closed)
        {
            return closed;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var place = new MessagePlace(membership.Value, sequence);
        var now = clock.GetUtcNow();
        var set = present
            ? await store.AddAsync(place, emoji, now, facts => MessageJudgement.Stands(facts) ?? (facts.Actor.MutedUntil > now ? ErrorCode.Muted : null), cancellationToken)
            : await store.RemoveAsync(place, emoji, MessageJudgement.Stands, cancellationToken);
        if (set.Refusal is { } refused)
        {
            return refused;
        }

        if (set.Value is { } change)
        {
            delivery.PublishTo(conversation, new ReactionEvent(key, sequence, user, emoji, present, change));
        }

        return Outcome.Done;
    }

    /// <summary>Who put what on a message that a person may read; at most <see cref="ReactionLimits.MaxPage"/>.</summary>
    /// <returns>The people, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<IReadOnlyList<Reactor>>> ListAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        var message = await access.ReadAsync(user, target, sequence, cancellationToken);
        return message.Refusal is { } refusal ? refusal : Outcome.Of(await store.ListAsync(message.Value.Conversation, sequence, cancellationToken));
    }
}
