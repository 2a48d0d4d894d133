using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Personal;
using ChatApp.Core.Receipts;
using ChatApp.Web.Components.Contacts;

namespace ChatApp.Web.Components.Chat;

/// <summary>The user's conversations as one circuit shows them, kept current by what arrives.</summary>
public sealed class ChatBoard : IDisposable
{
    private const int MaxShownText = 120; // As the store cuts it.
    private const int MaxNotices = 20;
    private const string NoticeKind = "notice";

    private readonly LiveUpdates _live;
    private readonly ConversationService _conversations;
    private readonly MessageService _messages;
    private readonly People _people;
    private readonly DeliveredMarks _delivered;
    private readonly Dictionary<ConversationTarget, ConversationSummary> _rows = [];
    private readonly HashSet<ConversationTarget> _fetching = [];

    // A row has no payload, and a notice nothing else: the message itself is kept for those few rows that end with one.
    private readonly Dictionary<ConversationTarget, Message> _notices = [];

    public ChatBoard(LiveUpdates live, ConversationService conversations, MessageService messages, People people, DeliveredMarks delivered)
    {
        _delivered = delivered;
        _messages = messages;
        _live = live;
        _conversations = conversations;
        _people = people;
        live.MessageArrived += OnMessage;
        live.EventArrived += OnEvent;
        live.CaughtUp += LoadAsync;
    }

    /// <summary>Whether the list has been read once.</summary>
    public bool Loaded { get; private set; }

    /// <summary>Goes up whenever the user's own message moved a row: such a move is never held back.</summary>
    public int OwnMoves { get; private set; }

    /// <summary>The conversations, the pinned ones first, then the last active.</summary>
    public IReadOnlyList<ConversationSummary> Rows => [.. _rows.Values.OrderByDescending(row => row.Pinned).ThenByDescending(row => row.LastAt).ThenBy(row => row.Target.Id, StringComparer.Ordinal)];

    /// <summary>How many messages wait unread in all, but for muted chats.</summary>
    public long Unread => _rows.Values.Where(row => !row.Muted).Sum(row => row.Unread);

    public void Dispose()
    {
        _live.MessageArrived -= OnMessage;
        _live.EventArrived -= OnEvent;
        _live.CaughtUp -= LoadAsync;
    }

    /// <summary>Reads the list again.</summary>
    public async Task LoadAsync()
    {
        var rows = await _conversations.ListAsync(_live.Me.Id, CancellationToken.None);
        _rows.Clear();
        foreach (var row in rows)
        {
            _rows[row.Target] = row;
        }

        _delivered.Note(_live.Me.Id, rows.Where(row => row.Unread > 0).Select(row => (row.Conversation, row.LastSequence)));
        await _people.LearnAsync(rows.Where(row => row.LastSender is not null).Select(row => row.LastSender!.Value));
        foreach (var row in rows.Where(EndsWithNotice).Take(MaxNotices))
        {
            await ReadNoticeAsync(row);
        }

        Loaded = true;
    }

    /// <summary>The row of a conversation, or <see langword="null"/>.</summary>
    public ConversationSummary? Find(ConversationTarget target) => _rows.GetValueOrDefault(target);

    /// <summary>Reads one row again; <see langword="null"/> when the user has no such conversation.</summary>
    public async Task<ConversationSummary?> RefreshAsync(ConversationTarget target)
    {
        var row = await _conversations.GetAsync(_live.Me.Id, target, CancellationToken.None);
        if (row.Refusal is not null)
        {
            _rows.Remove(target);
            return null;
        }

        // A message that arrived while the row was read may be newer than the row.
        if (!_rows.TryGetValue(target, out var known) || known.LastSequence <= row.Value.LastSequence)
        {
            _rows[target] = row.Value;
        }

        return _rows[target];
    }

    /// <summary>The notice that a conversation ends with, or <see langword="null"/>.</summary>
    public Message? NoticeOf(ConversationSummary row)
        => _notices.TryGetValue(row.Target, out var notice) && notice.Sequence == row.LastSequence ? notice : null;

    /// <summary>Counts as read what the user has seen.</summary>
    public void MarkRead(ConversationTarget target, long sequence)
    {
        if (_rows.TryGetValue(target, out var row) && sequence > row.ReadSequence)
        {
            var unread = Math.Min(row.Unread, Math.Max(0, row.LastSequence - sequence));
            _rows[target] = row with { ReadSequence = sequence, Unread = unread, Mentioned = row.Mentioned && unread > 0 };
        }
    }

    /// <summary>The name to show for a conversation: a friend's remark wins over their own name.</summary>
    public string TitleOf(ConversationSummary row)
        => row.Target.Type == ConversationType.Single && _people.FindFriend(new UserId(row.Target.Id)) is { } friend ? friend.Name : row.Title;

    private void OnMessage(Message message)
    {
        var own = message.Sender == _live.Me.Id;
        if (!own)
        {
            _delivered.Note(new DeliveredMark(_live.Me.Id, message.Conversation, message.Sequence));
        }

        var target = message.Key.SeenBy(_live.Me.Id);
        if (!_rows.TryGetValue(target, out var row))
        {
            Fetch(target);
            return;
        }

        if (message.Sequence <= row.LastSequence)
        {
            return;
        }

        if (message.Kind == MessageKind.Notice)
        {
            _notices[target] = message;
        }

        if (own)
        {
            OwnMoves++;
        }

        _rows[target] = row with
        {
            LastSequence = message.Sequence,
            LastSender = message.Sender,
            LastSenderName = _people.NameOf(message.Sender),
            LastText = message.Text.Length > MaxShownText ? message.Text[..MaxShownText] : message.Text,
            LastKind = MessageKinds.NameOf(message.Kind),
            LastAt = message.SentAt,
            LastRecalled = false,
            ReadSequence = own ? message.Sequence : row.ReadSequence,
            Unread = own ? 0 : row.Unread + 1,
            Mentioned = !own && (row.Mentioned || message.Mentioning(_live.Me.Id)),
        };
    }

    private void OnEvent(LiveEvent liveEvent)
    {
        switch (liveEvent)
        {
            case ReadEvent read when read.User == _live.Me.Id:
                MarkRead(read.Key.SeenBy(_live.Me.Id), read.Sequence);
                break;
            case ReadEvent read when read.Key.Type == ConversationType.Single:
                var target = read.Key.SeenBy(_live.Me.Id);
                if (_rows.TryGetValue(target, out var row) && read.Sequence > row.OthersReadSequence)
                {
                    _rows[target] = row with { OthersReadSequence = read.Sequence };
                }

                break;
            case DeliveredEvent delivered when delivered.User != _live.Me.Id && _rows.TryGetValue(delivered.Key.SeenBy(_live.Me.Id), out var told):
                _rows[told.Target] = told with { OthersDeliveredSequence = Math.Max(told.OthersDeliveredSequence, delivered.Sequence) };
                break;
            case RecalledEvent recalled:
                FetchIfLast(recalled.Key, recalled.Sequence);
                break;
            case EditedEvent edited:
                FetchIfLast(edited.Key, edited.Sequence);
                break;
            case DeletedEvent deleted:
                FetchIfLast(deleted.Key, deleted.Sequences.Max());
                break;
            case ClearedEvent cleared:
                Fetch(cleared.Key.SeenBy(_live.Me.Id));
                break;
            case UnreadEvent unread:
                Fetch(unread.Key.SeenBy(_live.Me.Id));
                break;
            case SettingEvent changed:
                foreach (var setting in changed.Settings)
                {
                    if (SettingKeys.TryParse(setting.Key, out var about) && _rows.ContainsKey(about))
                    {
                        Fetch(about);
                    }
                }

                break;
            case MembersEvent members:
                Fetch(members.Key.SeenBy(_live.Me.Id));
                break;
            case GroupEvent group:
                Fetch(ConversationTarget.Group(group.Group));
                break;
        }
    }

    private void FetchIfLast(ConversationKey key, long sequence)
    {
        var target = key.SeenBy(_live.Me.Id);
        if (_rows.TryGetValue(target, out var row) && sequence >= row.LastSequence)
        {
            Fetch(target);
        }
    }

    private bool EndsWithNotice(ConversationSummary row) => row.LastKind == NoticeKind && NoticeOf(row) is null;

    private async Task ReadNoticeAsync(ConversationSummary row)
    {
        var page = await _messages.HistoryAsync(_live.Me.Id, row.Target, new HistoryQuery(Limit: 1), CancellationToken.None);
        if (page.Refusal is null && page.Value.Messages is [{ Kind: MessageKind.Notice } notice])
        {
            await _people.LearnAsync(NoticeText.People(notice));
            _notices[row.Target] = notice;
        }
    }

    private void Fetch(ConversationTarget target)
    {
        if (_fetching.Add(target))
        {
            _ = FetchAsync(target);
        }
    }

    private async Task FetchAsync(ConversationTarget target)
    {
        try
        {
            var row = await RefreshAsync(target);
            if (row?.LastSender is { } sender)
            {
                await _people.LearnAsync([sender]);
            }

            if (row is not null && EndsWithNotice(row))
            {
                await ReadNoticeAsync(row);
            }
        }
        finally
        {
            _fetching.Remove(target);
        }

        _live.NotifyChanged();
    }
}
