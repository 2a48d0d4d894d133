using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Messages.Recalls;

/// <summary>Removes messages for everyone: their words are gone from every door, and kept nowhere that a client can read.</summary>
public sealed class RecallService(MessageAccess access, IRecallStore store, IEventDelivery delivery, ServerSettings settings, TimeProvider clock)
{
    /// <summary>Removes a message: an own one in time, in a group also those that the role allows. Again does nothing.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>
    /// (somebody else's, or a notice), <see cref="ErrorCode.TooLate"/>.</returns>
    public async Task<Outcome<Done>> RecallAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        var membership = await access.ActAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var (conversation, key) = (membership.Value.Conversation, membership.Value.Key);
        var recalled = await store.RecallAsync(new MessagePlace(membership.Value, sequence), Judge, cancellationToken);
        if (recalled.Refusal is { } refused)
        {
            return refused;
        }

        if (recalled.Value is { } change)
        {
            delivery.PublishTo(conversation, new RecalledEvent(key, sequence, user, change));
        }

        return Outcome.Done;
    }

    private ErrorCode? Judge(MessageFacts facts)
    {
        if (MessageJudgement.Stands(facts) is { } gone)
        {
            return gone;
        }

        if (facts.Message.Kind == MessageKind.Notice)
        {
            return ErrorCode.Forbidden;
        }

        return facts.Message.Sender == facts.Actor.User ? JudgeOwn(facts) : JudgeOthers(facts);
    }

    private ErrorCode? JudgeOwn(MessageFacts facts)
    {
        var window = TimeSpan.FromSeconds(settings.Number(ServerSettingNames.MessagesRecallWindow));
        var atAnyTime = facts.Actor.Role switch
        {
            MemberRole.Owner => settings.IsOn(ServerSettingNames.GroupsOwnerRecallsOwn),
            MemberRole.Manager => settings.IsOn(ServerSettingNames.GroupsManagerRecallsOwn),
            _ => false,
        };
        return atAnyTime || clock.GetUtcNow() - facts.Message.SentAt < window ? null : ErrorCode.TooLate;
    }

    private ErrorCode? JudgeOthers(MessageFacts facts) => facts.Actor.Role switch
    {
        MemberRole.Owner => null,
        MemberRole.Manager when facts.AuthorRole == MemberRole.Member && settings.IsOn(ServerSettingNames.GroupsManagersRecall) => null,
        _ => ErrorCode.Forbidden,
    };
}
