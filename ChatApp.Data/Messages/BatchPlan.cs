using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Data.Messages;

/// <summary>Decides, under the conversations' locks, what becomes of each message of a batch.</summary>
internal sealed class BatchPlan(IdGenerator ids, DateTimeOffset now)
{
    private readonly Dictionary<(ConversationId, UserId, Guid), SentMessage> _used = [];
    private readonly Dictionary<(ConversationId, UserId), (MemberRole Role, DateTimeOffset? MutedUntil)> _members = [];

    public Dictionary<ConversationId, LockedConversation> Conversations { get; } = [];

    public List<Message> New { get; } = [];

    /// <summary>Messages of ours whose commit succeeded though its answer was lost: stored, and not told yet.</summary>
    public List<Message> Found { get; } = [];

    public void AddMember(ConversationId conversation, UserId user, MemberRole role, DateTimeOffset? mutedUntil)
        => _members[(conversation, user)] = (role, mutedUntil);

    public void AddUsed(Message stored) => _used[(stored.Conversation, stored.Sender, stored.ClientId)] = new SentMessage(stored, Repeated: true);

    /// <returns>The answer; <see langword="null"/> while another transaction holds the conversation.</returns>
    public Outcome<SentMessage>? Decide(WaitingMessage waiting)
    {
        var (conversation, _, draft) = waiting.Pending;
        var once = (conversation, draft.Sender, draft.ClientId);
        if (_used.TryGetValue(once, out var earlier))
        {
            if (earlier.Message.Id != waiting.LastTried)
            {
                return earlier;
            }

            Found.Add(earlier.Message with { Origin = draft.Origin });
            return earlier with { Repeated = false };
        }

        if (!_members.TryGetValue((conversation, draft.Sender), out var member))
        {
            return ErrorCode.NotAMember;
        }

        if (!Conversations.TryGetValue(conversation, out var locked))
        {
            return null;
        }

        if (member.MutedUntil > now || (locked.MutedForAll && member.Role == MemberRole.Member && draft.Kind != MessageKind.Notice))
        {
            return ErrorCode.Muted;
        }

        var message = new Message(
            conversation,
            locked.Key,
            ++locked.LastSequence,
            ids.Next(),
            draft.Sender,
            draft.ClientId,
            draft.Kind,
            draft.Text,
            draft.Payload,
            draft.Mentions ?? [],
            draft.ReplyTo,
            draft.WireType,
            MessageState.Sent,
            now)
        {
            Origin = draft.Origin,
        };
        waiting.LastTried = message.Id;
        if (message.Mentions is [MessageLimits.Everyone])
        {
            locked.EveryoneMentioned = message.Sequence;
        }

        New.Add(message);
        _used[once] = new SentMessage(message, Repeated: true);
        return new SentMessage(message, Repeated: false);
    }
}
