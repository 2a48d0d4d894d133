using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Groups;

/// <summary>Shows and sets who may do in a group what concerns everyone.</summary>
public sealed class GroupRightsService(ConversationAccess access, IConversationRuleStore store, IEventDelivery delivery)
{
    /// <summary>The rights in a group that the person takes part in.</summary>
    /// <returns>The rights, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/> for one who left.</returns>
    public async Task<Outcome<GroupRights>> GetAsync(UserId user, string group, CancellationToken cancellationToken)
    {
        var found = await FindAsync(user, group, cancellationToken);
        return found.Refusal is { } refusal ? refusal : new GroupRights(found.Value.Rules.MentionEveryone, found.Value.Rules.Pin);
    }

    /// <summary>Sets the rights; the owner and managers may.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Forbidden"/>.</returns>
    public async Task<Outcome<Done>> SetAsync(UserId user, string group, GroupRights rights, CancellationToken cancellationToken)
    {
        var found = await FindAsync(user, group, cancellationToken);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        if (found.Value.Role < MemberRole.Manager)
        {
            return ErrorCode.Forbidden;
        }

        await store.SetAsync(found.Value.Conversation, rights.MentionEveryone, rights.Pin, cancellationToken);
        delivery.PublishTo(found.Value.Conversation, new GroupEvent(group));
        return Outcome.Done;
    }

    private async Task<Outcome<(ConversationId Conversation, ConversationRules Rules, MemberRole Role)>> FindAsync(
        UserId user, string group, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, ConversationTarget.Group(group), cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        return await store.FindAsync(membership.Value.Conversation, user, cancellationToken) is { } found
            ? (membership.Value.Conversation, found.Rules, found.Role)
            : ErrorCode.NotAMember;
    }
}
