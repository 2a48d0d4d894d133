using System.Threading.Channels;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.Delivery;

/// <summary>
/// What one live connection has to pass on. Filled by the writers, read by one loop of the connection; a reader that is too slow is
/// marked behind and reads on from the log, so that it costs nobody else anything and misses nothing.
/// </summary>
public sealed class LiveFeed : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<ConversationId, long> _cursors = [];
    private readonly IConversationStore _conversations;
    private readonly IMessageReader _log;
    private readonly DeliveryLimits _limits;
    private readonly Action<LiveFeed> _closed;

    // Conversations whose tails are still to be read, with the sequence to read up to. Touched by the reading loop alone.
    private readonly Queue<(ConversationId Conversation, long UpTo)> _tails = new();
    private Queue<FeedItem> _waiting = new();
    private bool _behind;
    private SessionEndReason? _ended;
    private bool _endTold;
    private int _disposed;

    internal LiveFeed(ConnectionInfo connection, IConversationStore conversations, IMessageReader log, DeliveryLimits limits, Action<LiveFeed> closed)
    {
        Connection = connection;
        _conversations = conversations;
        _log = log;
        _limits = limits;
        _closed = closed;
    }

    /// <summary>The connection it belongs to.</summary>
    public ConnectionInfo Connection { get; }

    /// <summary>The connection's user.</summary>
    public UserId User => Connection.Session.User;

    /// <summary>How many messages and events wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for something to pass on and takes it. One caller at a time.</summary>
    /// <returns>At least one item, or an empty batch that says <see cref="FeedBatch.Ended"/> or <see cref="FeedBatch.CaughtUp"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<FeedBatch> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_tails.Count > 0)
            {
                return await ReadTailAsync(cancellationToken);
            }

            var (items, behind, ended) = Take();
            if (behind)
            {
                if (await FindTailsAsync(items, cancellationToken))
                {
                    continue;
                }
            }

            var batch = await InOrderAsync(items, cancellationToken);
            if (batch.Count > 0 || ended)
            {
                return new FeedBatch(batch, CaughtUp: false, ended);
            }

            await _wake.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _closed(this);
            _wake.Writer.TryComplete();
        }
    }

    internal void Offer(FeedItem item)
    {
        lock (_gate)
        {
            if (_waiting.Count >= _limits.MaxWaiting)
            {
                _waiting.Clear();
                _behind = true;
            }

            _waiting.Enqueue(item);
        }

        _wake.Writer.TryWrite(true);
    }

    internal void Follow(ConversationId conversation, long after, bool catchUp)
    {
        lock (_gate)
        {
            // Who follows already is further: going back would pass on again what was passed on.
            if (!catchUp || !_cursors.ContainsKey(conversation))
            {
                _cursors[conversation] = after;
            }

            _behind |= catchUp;
        }

        if (catchUp)
        {
            _wake.Writer.TryWrite(true);
        }
    }

    internal void Unfollow(ConversationId conversation)
    {
        lock (_gate)
        {
            _cursors.Remove(conversation);
        }
    }

    internal ConversationId[] Followed()
    {
        lock (_gate)
        {
            return [.. _cursors.Keys];
        }
    }

    internal void CatchUp()
    {
        lock (_gate)
        {
            _behind = true;
        }

        _wake.Writer.TryWrite(true);
    }

    internal void End(SessionEndReason reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
        }

        _wake.Writer.TryWrite(true);
    }

    private (Queue<FeedItem> Items, bool Behind, bool Ended) Take()
    {
        lock (_gate)
        {
            var items = _waiting;
            var behind = _behind;
            _waiting = new Queue<FeedItem>();
            _behind = false;

            var ended = _ended is not null;
            if (ended && !_endTold)
            {
                _endTold = true;
                items.Enqueue(new SessionEndedEvent(Connection.Session.Id, _ended!.Value));
            }

            return (items, behind, ended);
        }
    }

    private async Task<bool> FindTailsAsync(Queue<FeedItem> items, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var membership in await _conversations.ListMembershipsAsync(User, cancellationToken))
            {
                if (CursorOf(membership.Conversation) is { } cursor && cursor < membership.LastSequence)
                {
                    _tails.Enqueue((membership.Conversation, membership.LastSequence));
                }
            }
        }
        catch
        {
            GiveBack(items);
            throw;
        }

        if (_tails.Count == 0)
        {
            return false;
        }

        GiveBack(items, behind: false);
        return true;
    }

    // What was taken waits again, before what came since; a catch-up that failed is still owed.
    private void GiveBack(Queue<FeedItem> items, bool behind = true)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var later))
            {
                items.Enqueue(later);
            }

            _waiting = items;
            _behind |= behind;
        }
    }

    private async Task<FeedBatch> ReadTailAsync(CancellationToken cancellationToken)
    {
        var (conversation, upTo) = _tails.Peek();
        if (CursorOf(conversation) is not { } cursor || cursor >= upTo)
        {
            _tails.Dequeue();
            return new FeedBatch([], CaughtUp: true, Ended: false);
        }

        var page = await _log.ReadAfterAsync(conversation, cursor, upTo, _limits.CatchUpPage, cancellationToken);
        if (page.Count == 0 || page[^1].Sequence >= upTo)
        {
            _tails.Dequeue();
        }

        return new FeedBatch([.. page.Where(Passes).Select(message => (FeedItem)message)], CaughtUp: true, Ended: false);
    }

    private async Task<List<FeedItem>> InOrderAsync(Queue<FeedItem> items, CancellationToken cancellationToken)
    {
        var batch = new List<FeedItem>(items.Count);
        while (items.TryPeek(out var item))
        {
            if (item.Message is { } next && HoleBefore(next) is { } cursor)
            {
                if (batch.Count == 0)
                {
                    batch.AddRange(await FillAsync(next, cursor, items, cancellationToken));
                    if (batch.Count == 0)
                    {
                        continue;
                    }
                }

                // What has passed goes to the client before the log is read again: a read that fails must cost nothing.
                GiveBack(items, behind: false);
                return batch;
            }

            items.Dequeue();
            if (item.Message is not { } message || Passes(message))
            {
                batch.Add(item);
            }
        }

        return batch;
    }

    // A hole appears when the copy in between was dropped with a full queue; the log fills it before anything later passes.
    private long? HoleBefore(Message message)
        => CursorOf(message.Conversation) is { } cursor && message.Sequence > cursor + 1 ? cursor : null;

    private async Task<IReadOnlyList<FeedItem>> FillAsync(Message message, long cursor, Queue<FeedItem> items, CancellationToken cancellationToken)
    {
        try
        {
            var missing = await _log.ReadAfterAsync(message.Conversation, cursor, message.Sequence - 1, _limits.CatchUpPage, cancellationToken);
            if (missing.Count == 0)
            {
                // Old messages were removed by retention: nothing is there to fill the hole with.
                Move(message.Conversation, message.Sequence - 1);
            }

            return [.. missing.Where(Passes).Select(found => (FeedItem)found)];
        }
        catch
        {
            GiveBack(items, behind: false);
            throw;
        }
    }

    private bool Passes(Message message)
    {
        lock (_gate)
        {
            if (!_cursors.TryGetValue(message.Conversation, out var cursor) || message.Sequence <= cursor)
            {
                return false;
            }

            _cursors[message.Conversation] = message.Sequence;
            return true;
        }
    }

    private void Move(ConversationId conversation, long sequence)
    {
        lock (_gate)
        {
            if (_cursors.ContainsKey(conversation))
            {
                _cursors[conversation] = sequence;
            }
        }
    }

    private long? CursorOf(ConversationId conversation)
    {
        lock (_gate)
        {
            return _cursors.TryGetValue(conversation, out var cursor) ? cursor : null;
        }
    }
}
