using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Judges what a draft points to: the message it answers, and whom it mentions. A draft that points to nothing never comes here.</summary>
public sealed class SendReferences(MessageAccess messages, IConversationRuleStore rules)
{
    /// <summary>The draft with the mentions that stand: names of people who are no members mean nobody and are left out.</summary>
    /// <returns>
    /// The draft; <see cref="ErrorCode.InvalidPayload"/> when it answers a message that the sender cannot see or that was removed;
    /// <see cref="ErrorCode.Forbidden"/> when the sender may not mention everyone; <see cref="ErrorCode.EveryoneNeedsConfirmation"/>
    /// when that would tell more than <see cref="ConversationRules.SmallGroup"/> people and nobody said that it is meant.
    /// </returns>
    public async Task<Outcome<MessageDraft>> CheckAsync(ConversationId conversation, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (draft.ReplyTo is { } answered)
        {
            var found = await messages.ReadAsync(draft.Sender, draft.To, answered, cancellationToken);
            if (found.Refusal is not null || found.Value.State == MessageState.Recalled)
            {
                return ErrorCode.InvalidPayload;
            }
        }

        return draft.Mentions switch
        {
            null or [] => draft,
            [MessageLimits.Everyone] => await CheckEveryoneAsync(conversation, draft, cancellationToken) is { } refusal ? refusal : draft,
            _ => draft with { Mentions = await MembersAsync(conversation, draft, cancellationToken) },
        };
    }

    private async Task<ErrorCode?> CheckEveryoneAsync(ConversationId conversation, MessageDraft draft, CancellationToken cancellationToken)
    {
        // Who is no member is refused by the log, with its own reason.
        if (await rules.FindAsync(conversation, draft.Sender, cancellationToken) is not { } found)
        {
            return null;
        }

        return !found.Rules.Allow(found.Rules.MentionEveryone, found.Role) ? ErrorCode.Forbidden
            : found.Rules.Members > ConversationRules.SmallGroup && !draft.ConfirmEveryone ? ErrorCode.EveryoneNeedsConfirmation
            : null;
    }

    private async Task<IReadOnlyList<string>> MembersAsync(ConversationId conversation, MessageDraft draft, CancellationToken cancellationToken)
    {
        var named = draft.Mentions!.Distinct(StringComparer.Ordinal).ToArray();
        if (draft.To.Type == ConversationType.Single)
        {
            return [.. named.Where(user => user == draft.To.Id || user == draft.Sender.Value)];
        }

        var members = await rules.FindMembersAsync(conversation, named, cancellationToken);
        return [.. named.Where(members.Contains)];
    }
}
