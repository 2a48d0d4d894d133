using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Moderation;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Messages.Edits;

/// <summary>Lets authors change their words, and members see what they were.</summary>
public sealed class EditService(
    MessageAccess access,
    IEditStore store,
    IEventDelivery delivery,
    ISendGate gate,
    ModerationService moderation,
    ServerSettings settings,
    TimeProvider clock)
{
    private static readonly Limiter PerUser = new("edits.user", FailureMode.Open);
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(10);

    private readonly TokenBuckets<UserId> _perUser = new(PerUser, RateWindow, clock);

    /// <summary>Changes the words of an own message: of a text, or the caption of a picture, a voice or a video.</summary>
    /// <returns>
    /// The message as it is now; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>
    /// (somebody else's, or a kind without words of its own), <see cref="ErrorCode.TooLate"/>, <see cref="ErrorCode.Muted"/>,
    /// <see cref="ErrorCode.Blocked"/>, <see cref="ErrorCode.NotFriends"/>, <see cref="ErrorCode.SensitiveWord"/>,
    /// <see cref="ErrorCode.InvalidPayload"/>, <see cref="ErrorCode.BodyTooLarge"/>, <see cref="ErrorCode.TooFast"/>,
    /// <see cref="ErrorCode.LimitReached"/> after <see cref="EditLimits.MaxVersions"/>.
    /// </returns>
    public async Task<Outcome<Message>> EditAsync(
        UserId user, ConversationTarget target, long sequence, string text, CancellationToken cancellationToken)
    {
        if (MessageRules.CheckText(text, settings.Number(ServerSettingNames.MessagesMaxText)) is { } broken)
        {
            return broken;
        }

        if (!_perUser.TryTake(user, settings.Number(ServerSettingNames.MessagesPerUser)))
        {
            return ErrorCode.TooFast;
        }

        var membership = await access.ActAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        // An edit reaches the other person as a message does: it must not be the way round a block.
        if (await gate.CheckAsync(user, target, cancellationToken) is { } closed)
        {
            return closed;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var judged = moderation.Judge(text, ModerationScope.Messages, new HitContext(user, conversation, $"{key.Type}:{key.Target}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        var now = clock.GetUtcNow();
        var window = TimeSpan.FromSeconds(settings.Number(ServerSettingNames.MessagesEditWindow));
        var edited = await store.EditAsync(
            new MessagePlace(membership.Value, sequence), judged.Value, now, facts => Judge(facts, judged.Value, window, now), cancellationToken);
        if (edited.Refusal is { } late)
        {
            return late;
        }

        if (edited.Value is { Change: { } change, Message: var message })
        {
            delivery.PublishTo(conversation, new EditedEvent(key, sequence, user, message.Version, change));
        }

        return edited.Value.Message;
    }

    /// <summary>All versions of a message that a person may read, the first first and the present one last.</summary>
    /// <returns>The versions, or <see cref="ErrorCode.NotFound"/>, also for a message that was removed.</returns>
    public async Task<Outcome<IReadOnlyList<MessageVersion>>> ListVersionsAsync(
        UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        var found = await access.ReadAsync(user, target, sequence, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var message = found.Value;
        if (message.State == MessageState.Recalled)
        {
            return ErrorCode.NotFound;
        }

        var earlier = await store.ListVersionsAsync(message.Conversation, sequence, cancellationToken);
        return Outcome.Of<IReadOnlyList<MessageVersion>>(
            [.. earlier.Where(version => version.Version < message.Version), new MessageVersion(message.Version, message.Text, message.EditedAt ?? message.SentAt)]);
    }

    private static ErrorCode? Judge(MessageFacts facts, string text, TimeSpan window, DateTimeOffset now)
    {
        if (MessageJudgement.Stands(facts) is { } gone)
        {
            return gone;
        }

        var message = facts.Message;
        if (message.Sender != facts.Actor.User || message.Kind is not (MessageKind.Text or MessageKind.Image or MessageKind.Voice or MessageKind.Video))
        {
            return ErrorCode.Forbidden;
        }

        if (message.Kind == MessageKind.Text && !MessageRules.IsVisible(text))
        {
            return ErrorCode.InvalidPayload;
        }

        return now - message.SentAt >= window ? ErrorCode.TooLate
            : MessageJudgement.IsMuted(facts, now) ? ErrorCode.Muted
            : null;
    }
}
