using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Messages;

/// <summary>Accepts messages from any transport, and lets members read them.</summary>
public sealed class MessageService(
    ConversationDirectory directory,
    ConversationAccess access,
    IMessageLog log,
    IMessageReader reader,
    IMessageMarkStore marks,
    IEventDelivery delivery,
    ISendGate gate,
    SendReferences references,
    IHeldMessages held,
    ModerationService moderation,
    ServerSettings settings,
    TimeProvider clock)
{
    private static readonly Limiter PerUser = new("messages.user", FailureMode.Open);
    private static readonly Limiter PerConversation = new("messages.conversation", FailureMode.Open);
    private static readonly Limiter Typing = new("typing", FailureMode.Open);

    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(10);

    // The typing sign of a client lasts a little longer than this, so telling it more often tells nothing new.
    private static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(3);

    private readonly TokenBuckets<UserId> _perUser = new(PerUser, RateWindow, clock);
    private readonly TokenBuckets<ConversationId> _perConversation = new(PerConversation, RateWindow, clock);
    private readonly TokenBuckets<(UserId, ConversationTarget)> _typing = new(Typing, TypingPause, clock);

    /// <summary>Stores one message and tells the members' connections.</summary>
    /// <param name="draft">The message; see <see cref="MessageLimits"/> for what it may hold.</param>
    /// <param name="cancellationToken">Observed until the message is taken by a writer, and not after.</param>
    /// <returns>
    /// The stored message, which with a client id that was used before is the first one; one of the state <see cref="MessageState.Held"/> and
    /// without a place when moderation keeps it back; or <see cref="ErrorCode.InvalidPayload"/>
    /// (also an answer to a message that the sender cannot see), <see cref="ErrorCode.Forbidden"/> and <see cref="ErrorCode.EveryoneNeedsConfirmation"/>
    /// for a mention of everyone, <see cref="ErrorCode.BodyTooLarge"/>, <see cref="ErrorCode.NotFound"/> (no such person or group), <see cref="ErrorCode.NotAMember"/>,
    /// <see cref="ErrorCode.Muted"/>, <see cref="ErrorCode.Blocked"/>, <see cref="ErrorCode.NotFriends"/>, <see cref="ErrorCode.SensitiveWord"/>,
    /// <see cref="ErrorCode.TooFast"/>, <see cref="ErrorCode.TooBusy"/>, <see cref="ErrorCode.Unavailable"/> (unknown: try again with the same client id).
    /// </returns>
    public async Task<Outcome<SentMessage>> SendAsync(MessageDraft draft, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(draft, cancellationToken);
        return prepared.Refusal is { } refusal ? refusal : await AppendAsync(prepared.Value, cancellationToken);
    }

    /// <summary>
    /// The first half of <see cref="SendAsync"/>, for a transport that takes several messages of a sender before the first is stored:
    /// they keep their order when each is prepared and given to <see cref="AppendAsync"/> before the next is prepared.
    /// </summary>
    /// <inheritdoc cref="SendAsync"/>
    /// <returns>What may be appended, or the refusals of <see cref="SendAsync"/>.</returns>
    public async Task<Outcome<PendingMessage>> PrepareAsync(MessageDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var read = MessageRules.Read(draft, settings.Number(ServerSettingNames.MessagesMaxText));
        if (read.Refusal is { } broken)
        {
            return broken;
        }

        draft = read.Value;

        if (!_perUser.TryTake(draft.Sender, settings.Number(ServerSettingNames.MessagesPerUser)))
        {
            return ErrorCode.TooFast;
        }

        if (await gate.CheckAsync(draft.Sender, draft.To, cancellationToken) is { } closed)
        {
            return closed;
        }

        var key = ConversationKey.Of(draft.Sender, draft.To);
        if (await directory.ResolveAsync(key, cancellationToken) is not { } conversation)
        {
            return ErrorCode.NotFound;
        }

        if (!_perConversation.TryTake(conversation, settings.Number(ServerSettingNames.MessagesPerConversation)))
        {
            return ErrorCode.TooFast;
        }

        if (draft.ReplyTo is not null || draft.Mentions is { Count: > 0 })
        {
            var allowed = await references.CheckAsync(conversation, draft, cancellationToken);
            if (allowed.Refusal is { } unseen)
            {
                return unseen;
            }

            draft = allowed.Value;
        }

        var context = new HitContext(draft.Sender, conversation, $"{key.Type}:{key.Target}");
        var judged = moderation.JudgeMessage(draft.Text, draft.Payload, context);
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        var (verdict, text, payload) = judged.Value;
        return new PendingMessage(conversation, key, draft with { Text = text, Payload = payload }) { Verdict = verdict };
    }

    /// <summary>The second half of <see cref="SendAsync"/>. The message has its place in the order when the call returns; trying again is safe.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask<Outcome<SentMessage>> AppendAsync(PendingMessage pending, CancellationToken cancellationToken)
        => pending.Verdict is VerdictKind.Hold or VerdictKind.Drop
            ? held.KeepAsync(pending, dropped: pending.Verdict == VerdictKind.Drop, cancellationToken)
            : log.AppendAsync(pending, cancellationToken);

    /// <summary>The words of a refused text that its author may be told; empty when the settings keep them.</summary>
    public IReadOnlyList<string> RefusedWords(string text) => moderation.Inspect(text, ModerationScope.Messages).ShownWords;

    /// <summary>A page of a conversation that the person may read.</summary>
    /// <returns>The page, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/> for a limit or place out of range.</returns>
    public async Task<Outcome<MessagePage>> HistoryAsync(UserId user, ConversationTarget target, HistoryQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > MessageLimits.MaxPage || new[] { query.Before, query.After, query.Around, query.At?.Ticks }.Count(place => place is not null) > 1)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var member = membership.Value;
        var page = query switch
        {
            { After: { } after } => await AfterAsync(member, after, query.Limit, cancellationToken),
            { Around: { } around } => await AroundAsync(member, around, query.Limit, cancellationToken),
            { At: { } moment } => await AtAsync(member, moment, query.Limit, cancellationToken),
            _ => await BeforeAsync(member, query.Before ?? long.MaxValue, query.Limit, cancellationToken),
        };
        return page with { Messages = await marks.AddAsync(user, page.Messages, cancellationToken), RemovedUpTo = member.RemovedUpTo };
    }

    /// <summary>What a device has missed in one conversation.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="after">The last sequence the device has; 0 for none.</param>
    /// <param name="limit">How many at most, 1 to <see cref="MessageLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The messages; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public Task<Outcome<MessagePage>> CatchUpAsync(UserId user, ConversationTarget target, long after, int limit, CancellationToken cancellationToken)
        => HistoryAsync(user, target, new HistoryQuery(After: after, Limit: limit), cancellationToken);

    /// <summary>Tells the others that a person is typing; more often than every three seconds does nothing.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>.</returns>
    public async Task<Outcome<Done>> TypingAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        if (!_typing.TryTake((user, target), perWindow: 1))
        {
            return Outcome.Done;
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (membership.Value.LeftSequence is not null)
        {
            return ErrorCode.NotAMember;
        }

        delivery.PublishTo(membership.Value.Conversation, new TypingEvent(membership.Value.Key, user), except: user);
        return Outcome.Done;
    }

    private async Task<MessagePage> AfterAsync(Membership member, long after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<Message>();
        foreach (var stay in member.Visible.Where(stay => stay.To > after))
        {
            // One more than asked for tells whether there is more, without a second query.
            found.AddRange(await reader.ReadAfterAsync(
                member.User, member.Conversation, Math.Max(after, stay.From - 1), stay.To, limit + 1 - found.Count, cancellationToken));
            if (found.Count > limit)
            {
                break;
            }
        }

        return new MessagePage([.. found.Take(limit)], found.Count > limit);
    }

    private async Task<MessagePage> BeforeAsync(Membership member, long before, int limit, CancellationToken cancellationToken)
    {
        var found = new List<Message>();
        foreach (var stay in member.Visible.Where(stay => stay.From < before).Reverse())
        {
            found.InsertRange(0, await reader.ReadBeforeAsync(
                member.User, member.Conversation, Math.Min(before, stay.To + 1), stay.From - 1, limit + 1 - found.Count, cancellationToken));
            if (found.Count > limit)
            {
                break;
            }
        }

        return new MessagePage([.. found.TakeLast(limit)], found.Count > limit);
    }

    private async Task<MessagePage> AtAsync(Membership member, DateTimeOffset moment, int limit, CancellationToken cancellationToken)
    {
        foreach (var stay in member.Visible)
        {
            if (await reader.FindSinceAsync(member.Conversation, stay.From, stay.To, moment, cancellationToken) is { } found)
            {
                return await AroundAsync(member, found, limit, cancellationToken);
            }
        }

        return await BeforeAsync(member, long.MaxValue, limit, cancellationToken);
    }

    private async Task<MessagePage> AroundAsync(Membership member, long around, int limit, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync(member, around, Math.Max(1, limit / 2), cancellationToken);
        var after = await AfterAsync(member, around - 1, limit - before.Messages.Count, cancellationToken);
        return new MessagePage([.. before.Messages, .. after.Messages], before.HasMore);
    }
}
