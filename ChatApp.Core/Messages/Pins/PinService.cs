using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Messages.Pins;

/// <summary>Lets members put messages above their conversation for all.</summary>
public sealed class PinService(MessageAccess access, ConversationAccess conversations, IPinStore store, IEventDelivery delivery, TimeProvider clock)
{
    /// <summary>Pins a message or takes the pin off; what is so already stays so.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/> where
    /// the conversation's rules do not allow it, <see cref="ErrorCode.Muted"/>, <see cref="ErrorCode.LimitReached"/> beyond
    /// <see cref="PinLimits.MaxPerConversation"/>.</returns>
    public async Task<Outcome<Done>> SetAsync(UserId user, ConversationTarget target, long sequence, bool pinned, CancellationToken cancellationToken)
    {
        var membership = await access.ActAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var place = new MessagePlace(membership.Value, sequence);
        var set = pinned
            ? await store.PinAsync(place, clock.GetUtcNow(), Judge, cancellationToken)
            : await store.UnpinAsync(place, Judge, cancellationToken);
        if (set.Refusal is { } refused)
        {
            return refused;
        }

        if (set.Value is { } change)
        {
            delivery.PublishTo(conversation, new PinnedEvent(key, sequence, user, pinned, change));
        }

        return Outcome.Done;
    }

    /// <summary>The pinned messages that a person may see, the last pinned first.</summary>
    /// <returns>The messages, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<IReadOnlyList<PinnedMessage>>> ListAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        var membership = await conversations.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is { } refusal ? refusal : Outcome.Of(await store.ListAsync(membership.Value, cancellationToken));
    }

    private ErrorCode? Judge(MessageFacts facts)
        => MessageJudgement.Stands(facts)
            ?? (!facts.Rules.Allow(facts.Rules.Pin, facts.Actor.Role) ? ErrorCode.Forbidden
                : facts.Actor.MutedUntil > clock.GetUtcNow() ? ErrorCode.Muted
                : null);
}
