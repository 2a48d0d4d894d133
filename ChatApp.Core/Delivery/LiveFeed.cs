using System.Runtime.CompilerServices;
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
    // What a burst has grown is given back: most connections are idle most of the time.
    private const int KeptCapacity = 64;

    private readonly Lock _gate = new();
    private readonly WakeSignal _wake = new();
    private readonly FeedCursors _cursors = new();
    private readonly IConversationStore _conversations;
    private readonly IMessageReader _log;
    private readonly DeliveryLimits _limits;
    private readonly Action<LiveFeed> _closed;

    // Conversations whose tails are still to be read, with the sequence to read up to. Touched by the reading loop alone.
    private readonly Queue<(ConversationId Conversation, long UpTo)> _tails = new();

    // What waits, and what the reading loop has taken of it; the two change places.
    private Queue<FeedItem> _waiting = new();
    private Queue<FeedItem> _taken = new();
    private List<FeedItem> _batch = [];
    private bool _behind;
    private SessionEndReason? _ended;
    private bool _endTold;
    private bool _endPassed;
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
    /// <returns>At least one item, or an empty batch that says <see cref="FeedBatch.Ended"/> or <see cref="FeedBatch.CaughtUp"/>. The items
    /// are good until the next call.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<FeedBatch> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_tails.Count > 0)
            {
                return await ReadTailAsync(cancellationToken);
            }

            if (Take() && await FindTailsAsync(cancellationToken))
            {
                continue;
            }

            EmptyBatch();
            if (PassTaken() is { } hole)
            {
                if (_batch.Count == 0)
                {
                    await FillAsync(hole.Next, hole.Cursor, cancellationToken);
                }

                // What has passed goes to the client before the log is read again: a read that fails must cost nothing.
                GiveBack(behind: false);
            }

            if (_batch.Count > 0 || _endPassed)
            {
                return new FeedBatch(_batch, CaughtUp: false, _endPassed);
            }

            if (_taken.Count == 0)
            {
                await _wake.WaitAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _closed(this);
            _wake.Close();
        }
    }

    /// <summary>Adds an item for a reader that is still to be woken by <see cref="Wake"/>.</summary>
    internal void Put(FeedItem item)
    {
        lock (_gate)
        {
            if (_waiting.Count >= _limits.MaxWaiting)
            {
                _waiting.Clear();
                _behind = true;
            }

            RecalledWords.Remove(item.Event, _taken, _waiting);
            _waiting.Enqueue(item);
        }
    }

    // The bridge writes to its socket and waits again, so that another thread would cost more than that. A page draws itself, which takes longer.
    internal void Wake(bool here) => _wake.Set(here && Connection.Kind == ConnectionKind.Mqtt);

    /// <inheritdoc cref="FeedCursors.Follow"/>
    internal bool Follow(ConversationId conversation, long after, bool catchUp)
    {
        bool follows;
        lock (_gate)
        {
            follows = _cursors.Follow(conversation, after, joined: catchUp);
        }

        if (catchUp)
        {
            CatchUp();
        }

        return follows;
    }

    internal void Unfollow(ConversationId conversation)
    {
        lock (_gate)
        {
            _cursors.Unfollow(conversation);
        }
    }

    internal void Recheck(ConversationId conversation)
    {
        lock (_gate)
        {
            _cursors.Doubt(conversation);
        }

        CatchUp();
    }

    internal ConversationId[] Followed()
    {
        lock (_gate)
        {
            return _cursors.Followed;
        }
    }

    internal void CatchUp()
    {
        lock (_gate)
        {
            _behind = true;
        }

        _wake.Set();
    }

    internal void End(SessionEndReason reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
        }

        _wake.Set();
    }

    /// <returns>Whether the connection is behind.</returns>
    private bool Take()
    {
        lock (_gate)
        {
            (_taken, _waiting) = (_waiting, _taken);
            var behind = _behind;
            _behind = false;
            if (_ended is { } reason && !_endTold)
            {
                _endTold = true;
                _taken.Enqueue(new SessionEndedEvent(Connection.Session.Id, reason));
            }

            return behind;
        }
    }

    private async Task<bool> FindTailsAsync(CancellationToken cancellationToken)
    {
        var doubtful = TakeDoubtful();
        try
        {
            foreach (var membership in await _conversations.ListMembershipsAsync(User, cancellationToken))
            {
                if (CursorOf(membership, doubtful) is { } cursor && cursor < membership.LastSequence)
                {
                    _tails.Enqueue((membership.Conversation, membership.LastSequence));
                }
            }
        }
        catch
        {
            foreach (var conversation in doubtful)
            {
                Recheck(conversation);
            }

            GiveBack(behind: true);
            throw;
        }

        if (_tails.Count == 0)
        {
            return false;
        }

        GiveBack(behind: false);
        return true;
    }

    // What was taken waits again, before what came since; a catch-up that failed is still owed.
    private void GiveBack(bool behind)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var later))
            {
                _taken.Enqueue(later);
            }

            (_taken, _waiting) = (_waiting, _taken);
            _behind |= behind;
            if (_waiting.Count > 0)
            {
                _wake.Set();
            }
        }
    }

    private void EmptyBatch()
    {
        if (_batch.Capacity > KeptCapacity)
        {
            _batch = [];
        }

        _batch.Clear();
    }

    private async Task<FeedBatch> ReadTailAsync(CancellationToken cancellationToken)
    {
        var (conversation, upTo) = _tails.Peek();
        if (CursorOf(conversation) is not { } cursor || cursor >= upTo)
        {
            _tails.Dequeue();
            return new FeedBatch([], CaughtUp: true, Ended: false);
        }

        var page = await _log.ReadAfterAsync(User, conversation, cursor, upTo, _limits.CatchUpPage, cancellationToken);
        if (page.Count == 0 || page[^1].Sequence >= upTo)
        {
            _tails.Dequeue();
        }

        return new FeedBatch([.. page.Where(Passes).Select(message => (FeedItem)message)], CaughtUp: true, Ended: false);
    }

    /// <summary>Moves what was taken into the batch, up to a message before which others are missing.</summary>
    /// <returns>That message, and the sequence after which something is missing; <see langword="null"/> when everything passed.</returns>
    private (Message Next, long Cursor)? PassTaken()
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out var item))
            {
                if (item.Message is { } message)
                {
                    // A hole appears when the copy in between was dropped with a full queue; the log fills it before anything later passes.
                    if (_cursors.PassesLive(message, out var hole))
                    {
                        _batch.Add(item);
                    }
                    else if (hole is { } cursor)
                    {
                        return (message, cursor);
                    }
                }
                else
                {
                    _endPassed |= item.Event is SessionEndedEvent;
                    _batch.Add(item);
                }

                _taken.Dequeue();
            }

            if (_taken.Capacity > KeptCapacity)
            {
                _taken = new Queue<FeedItem>();
            }

            return null;
        }
    }

    private async Task FillAsync(Message message, long cursor, CancellationToken cancellationToken)
    {
        try
        {
            var missing = await _log.ReadAfterAsync(User, message.Conversation, cursor, message.Sequence - 1, _limits.CatchUpPage, cancellationToken);
            if (missing.Count == 0)
            {
                // Old messages were removed by retention: nothing is there to fill the hole with.
                lock (_gate)
                {
                    _cursors.Skip(message.Conversation, message.Sequence - 1);
                }
            }

            _batch.AddRange(missing.Where(Passes).Select(found => (FeedItem)found));
        }
        catch
        {
            GiveBack(behind: false);
            throw;
        }
    }

    private bool Passes(Message message)
    {
        lock (_gate)
        {
            return _cursors.Passes(message);
        }
    }

    private IReadOnlyList<ConversationId> TakeDoubtful()
    {
        lock (_gate)
        {
            return _cursors.TakeDoubtful();
        }
    }

    private long? CursorOf(Membership membership, IReadOnlyList<ConversationId> doubtful)
    {
        lock (_gate)
        {
            if (doubtful.Contains(membership.Conversation))
            {
                _cursors.ComeBack(membership);
            }

            return _cursors.Of(membership.Conversation);
        }
    }

    private long? CursorOf(ConversationId conversation)
    {
        lock (_gate)
        {
            return _cursors.Of(conversation);
        }
    }
}
