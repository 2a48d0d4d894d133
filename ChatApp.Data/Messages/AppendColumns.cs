using System.Collections;
using ChatApp.Core.Messages;

namespace ChatApp.Data.Messages;

/// <summary>A batch as the columns that <see cref="AppendCommand"/> sends; the same lists for every batch of a writer.</summary>
internal sealed class AppendColumns
{
    private readonly IList[] _all;

    public AppendColumns()
        => _all =
        [
            Conversations, Senders, ClientIds, Ids, Kinds, Texts, Payloads, Mentions, RepliesTo, WireTypes,
            Locked, MentionedIn, MentionedBy, MentionedAs, Mentioned,
        ];

    public List<long> Conversations { get; } = [];

    public List<string> Senders { get; } = [];

    public List<Guid> ClientIds { get; } = [];

    /// <summary>In rising order.</summary>
    public List<long> Ids { get; } = [];

    public List<short> Kinds { get; } = [];

    public List<string> Texts { get; } = [];

    public List<string?> Payloads { get; } = [];

    /// <summary>Each message's mentions, with spaces between.</summary>
    public List<string?> Mentions { get; } = [];

    public List<long?> RepliesTo { get; } = [];

    public List<int?> WireTypes { get; } = [];

    /// <summary>The conversations, each once.</summary>
    public List<long> Locked { get; } = [];

    /// <summary>For each mention of a person by name: conversation, sender and client id of its message, and the person.</summary>
    public List<long> MentionedIn { get; } = [];

    public List<string> MentionedBy { get; } = [];

    public List<Guid> MentionedAs { get; } = [];

    public List<string> Mentioned { get; } = [];

    /// <summary>Takes in a batch, whose messages have their ids in <see cref="WaitingMessage.LastTried"/>.</summary>
    public void Fill(IReadOnlyList<WaitingMessage> batch)
    {
        foreach (var column in _all)
        {
            column.Clear();
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var (conversation, _, draft) = batch[i].Pending;
            Conversations.Add(conversation.Value);
            Senders.Add(draft.Sender.Value);
            ClientIds.Add(draft.ClientId);
            Ids.Add(batch[i].LastTried!.Value.Value);
            Kinds.Add((short)draft.Kind);
            Texts.Add(draft.Text);
            Payloads.Add(draft.Payload);
            Mentions.Add(Join(draft.Mentions));
            RepliesTo.Add(draft.ReplyTo);
            WireTypes.Add(draft.WireType);
            AddMentioned(batch[i].Pending);
        }

        Locked.AddRange(Conversations.Distinct());
    }

    /// <summary>Mentions as one text, which the statements take apart again; <see langword="null"/> for none.</summary>
    public static string? Join(IReadOnlyList<string>? mentions) => mentions is null or [] ? null : string.Join(' ', mentions);

    /// <summary>Whether a message names people, whose marks have to be moved.</summary>
    public static bool NamesPeople(MessageDraft draft) => draft.Mentions is { Count: > 0 } mentions && mentions is not [MessageLimits.Everyone];

    private void AddMentioned(PendingMessage pending)
    {
        if (!NamesPeople(pending.Draft))
        {
            return;
        }

        foreach (var user in pending.Draft.Mentions!)
        {
            MentionedIn.Add(pending.Conversation.Value);
            MentionedBy.Add(pending.Draft.Sender.Value);
            MentionedAs.Add(pending.Draft.ClientId);
            Mentioned.Add(user);
        }
    }
}
