using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Settings;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>The messages of the open chat. Their place on the screen is kept by <c>scroller.js</c>.</summary>
public sealed partial class MessageList(IStringLocalizer<Texts> texts, LocalTime time, People people, ChatBoard board, ServerSettings settings, TimeProvider clock) : ComponentBase
{
    private const int QuoteCharacters = 160;
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(5);

    private List<MessageDay> _days = [];
    private long? _firstNew;

    /// <summary>The chat, or <see langword="null"/> while it is read.</summary>
    [Parameter]
    public OpenChat? Chat { get; set; }

    /// <summary>The user.</summary>
    [Parameter, EditorRequired]
    public UserId Me { get; set; }

    /// <summary>The chat's name.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>Raised to read a failed page again, with its direction.</summary>
    [Parameter]
    public EventCallback<string> Retry { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private LocalTime Time => time;

    private People People => people;

    private ConversationSummary? Row => Chat is null ? null : board.Find(Chat.Target);

    private long LastSequence => Math.Max(Row?.LastSequence ?? 0, Chat?.Window.Last ?? 0);

    private long ReadSequence => Row?.ReadSequence ?? 0;

    protected override void OnParametersSet()
    {
        _days = [];
        _firstNew = null;
        if (Chat is null)
        {
            return;
        }

        var messages = Chat.Window.Messages;
        for (var at = 0; at < messages.Count; at++)
        {
            var message = messages[at];
            var day = time.Day(message.SentAt);
            if (_days.Count == 0 || _days[^1].Day != day)
            {
                _days.Add(new MessageDay(day, []));
            }

            _firstNew ??= Chat.NewAfter is { } after && message.Sequence > after && message.Sender != Me ? message.Sequence : null;
            _days[^1].Rows.Add(Model(
                message,
                first: at == 0 || !IsOneGroup(messages[at - 1], message),
                last: at == messages.Count - 1 || !IsOneGroup(message, messages[at + 1])));
        }
    }

    private bool IsOneGroup(Message one, Message next)
        => one.Sender == next.Sender
            && one.Kind != MessageKind.Notice
            && next.Kind != MessageKind.Notice
            && next.SentAt - one.SentAt < GroupSpan
            && time.Day(one.SentAt) == time.Day(next.SentAt)
            && !(Chat!.NewAfter is { } after && one.Sequence <= after && next.Sequence > after);

    private MessageRowModel Model(Message message, bool first, bool last)
    {
        var own = message.Sender == Me;
        var (status, words) = own ? StatusOf(message) : (MessageStatus.None, null);
        return new MessageRowModel(
            message, people.NameOf(message.Sender), own, first, last, Chat!.Target.Type != ConversationType.Single, status, words, QuoteOf(message), ActsOf(message), RecalledOf(message), MarksOf(message));
    }

    private string ActsOf(Message message)
        => Chat!.Membership is { LeftSequence: null } member ? MessageRights.Of(message, Me, member.Role, settings, clock.GetUtcNow()) : "none";

    private string? RecalledOf(Message message)
    {
        if (message.State != MessageState.Recalled)
        {
            return null;
        }

        if (message.RecalledBy is { } by && by != message.Sender)
        {
            return texts["recall.manager", by == Me ? texts["you"].Value : people.NameOf(by), people.NameOf(message.Sender)].Value;
        }

        return message.Sender == Me ? texts["recall.self"].Value : texts["recall.other", people.NameOf(message.Sender)].Value;
    }

    private (MessageStatus Status, string? Words) StatusOf(Message message)
    {
        if (Chat!.Target.Type == ConversationType.Single)
        {
            return Chat.IsSelf || Row is null ? (MessageStatus.Sent, texts["status.sent"])
                : Row.OthersReadSequence >= message.Sequence ? (MessageStatus.Read, texts["status.read"])
                : Row.OthersDeliveredSequence >= message.Sequence ? (MessageStatus.Delivered, texts["status.delivered"])
                : (MessageStatus.Sent, texts["status.sent"]);
        }

        var read = Chat.ReadBy.Values.Count(sequence => sequence >= message.Sequence);
        return read == 0 ? (MessageStatus.Sent, texts["status.sent"])
            : (read == Chat.ReadBy.Count ? MessageStatus.Read : MessageStatus.Sent, texts["status.readBy", read, Chat.Members - 1]);
    }

    private QuoteModel? QuoteOf(Message message)
    {
        if (message.ReplyTo is not { } sequence)
        {
            return null;
        }

        var quoted = Chat!.Window.Quoted(sequence);
        if (quoted is null)
        {
            return new QuoteModel(sequence, string.Empty, texts["quote.gone"]);
        }

        var text = quoted.State == MessageState.Recalled ? texts["quote.recalled"].Value
            : quoted.Text.Length == 0 ? texts[$"kind.{MessageKinds.NameOf(quoted.Kind)}"].Value
            : quoted.Text.Length > QuoteCharacters ? quoted.Text[..QuoteCharacters]
            : quoted.Text;
        return new QuoteModel(sequence, people.NameOf(quoted.Sender), text);
    }

    private MentionMarks MarksOf(Message message)
    {
        if (message.Mentions.Count == 0)
        {
            return MentionMarks.None;
        }

        var marks = message.Mentions.SelectMany(MarksOf).ToArray();
        var shown = string.Join('\n', marks.Select(mark => mark.Text));
        return new MentionMarks(shown, string.Join('\n', marks.Where(mark => mark.Me).Select(mark => mark.Text)));
    }

    // The sender wrote the name that they see; the reader may know the person by another.
    private IEnumerable<(string Text, bool Me)> MarksOf(string mention)
    {
        if (mention == MessageLimits.Everyone)
        {
            return [($"@{texts["mention.everyone"]}", true), ("@Everyone", true), ("@所有人", true)];
        }

        var user = new UserId(mention);
        var friend = people.FindFriend(user);
        return new[] { people.NameOf(user), friend?.DisplayName, friend?.UserName, user.Value }
            .Where(name => name is not null)
            .Distinct(StringComparer.Ordinal)
            .Select(name => ($"@{name}", user == Me));
    }
}
