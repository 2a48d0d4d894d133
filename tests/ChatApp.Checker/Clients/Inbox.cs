using ChatApp.Checker.History;

namespace ChatApp.Checker.Clients;

/// <summary>What a client has got, and how far each conversation has come without a hole: its cursors.</summary>
internal sealed class Inbox(string user)
{
    private readonly Lock _gate = new();
    private readonly List<Receipt> _receipts = [];
    private readonly Dictionary<string, long> _cursors = [];
    private readonly Dictionary<string, long> _last = [];
    private readonly Dictionary<string, string> _names = [];
    private int _connection;

    public IReadOnlyList<Receipt> Receipts
    {
        get
        {
            lock (_gate)
            {
                return [.. _receipts];
            }
        }
    }

    public void Connected()
    {
        lock (_gate)
        {
            _connection++;
        }
    }

    /// <summary>Takes a message down; whether it shows that something before it is missing.</summary>
    public bool Take(Incoming message, bool live)
    {
        lock (_gate)
        {
            var conversation = One(message.Place.SharedBy(user));
            _receipts.Add(new Receipt(
                conversation, message.Sequence, message.MessageId, One(message.Sender), message.ClientId, _connection, live, IsIntact(message)));
            _last[conversation] = Math.Max(_last.GetValueOrDefault(conversation), message.Sequence);
            var cursor = _cursors.GetValueOrDefault(conversation);

            // An answer to "after the cursor" may begin later than the cursor: there is nothing for this person in between.
            if (!live || message.Sequence == cursor + 1)
            {
                _cursors[conversation] = Math.Max(cursor, message.Sequence);
            }

            return live && message.Sequence > cursor + 1;
        }
    }

    public long CursorOf(string conversation)
    {
        lock (_gate)
        {
            return _cursors.GetValueOrDefault(conversation);
        }
    }

    public bool IsBehind(string conversation)
    {
        lock (_gate)
        {
            return _last.GetValueOrDefault(conversation) > _cursors.GetValueOrDefault(conversation);
        }
    }

    /// <summary>Whether the client has got this place of a conversation, or a later one.</summary>
    public bool HasReached(string conversation, long sequence)
    {
        lock (_gate)
        {
            return _last.GetValueOrDefault(conversation) >= sequence;
        }
    }

    private static bool IsIntact(Incoming message) => message.Text.Length == 0 || message.Text == Outgoing.TextOf(message.ClientId);

    // The same few names come with every message; kept once, a long run fits into memory.
    private string One(string text) => _names.TryGetValue(text, out var known) ? known : _names[text] = text;
}
