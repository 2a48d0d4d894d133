using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// The part of a kept session's queue that is in the store alone: everything while the client is away, and whatever is more than
/// <see cref="Window"/> while it is slow. It is read page by page as the client takes it. When the end is near, what comes from then on
/// gathers in memory behind what is still to be read, so that a stream that never pauses is caught up with. Guarded by the session's lock.
/// </summary>
internal sealed partial class StoredQueue(TopicSession session, OutgoingQueue outgoing, BrokerServices services)
{
    /// <summary>The most messages of one session that wait in memory.</summary>
    public const int Window = 256;

    /// <summary>The most bytes of one session's messages in memory, those under way included, before the next page is left in the store.</summary>
    public const int WindowBytes = 1024 * 1024;

    private const int PageSize = 128;
    private const int PageBytes = WindowBytes / 2;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private bool _behind;
    private bool _reading;
    private long _readThrough;

    // Given to the store and not committed yet: a page that was read meanwhile may miss them.
    private int _uncommitted;

    // What came since the end was near, with the first one's sequence; null while the end is far, or nothing is behind.
    private EntryRing? _tail;
    private long _tailFrom;
    private long _tailBytes;
    private int _uncommittedBeforeTail;

    /// <summary>Whether the client's next messages have to be read from the store.</summary>
    public bool IsBehind => _behind;

    /// <summary>The bytes of messages that have gathered in memory behind what is still to be read.</summary>
    public long TailBytes => _tail is null ? 0 : _tailBytes;

    private bool MayRead => outgoing.Unsent <= Window / 2 && outgoing.HeldBytes < WindowBytes && (_tail is null || _uncommittedBeforeTail == 0);

    /// <summary>Begins to send what the session has to a new connection.</summary>
    public void Resume(MqttSession connection, Task written)
    {
        _readThrough = 0;
        _tail = null;
        _behind = outgoing.StoredMessages > 0;
        _reading = _behind;
        if (_behind)
        {
            _ = ReadAsync(connection, written);
        }
    }

    /// <summary>The connection has ended: from now on everything is in the store alone.</summary>
    public void Leave()
    {
        _tail = null;
        _behind = true;
    }

    /// <summary>Gives a message its place in the queue; 0 when the queue is full.</summary>
    public long Place(MqttSession? connection, BrokerMessage message, QoS qos, bool retain, int[] identifiers)
    {
        var size = OutgoingQueue.SizeOf(message);
        if (outgoing.StoredMessages >= services.Limits.MaxQueuedMessages || outgoing.StoredBytes + size > services.Limits.MaxQueuedBytes)
        {
            services.Figures.CountDropped();
            return 0;
        }

        outgoing.StoredMessages++;
        outgoing.StoredBytes += size;
        var sequence = ++outgoing.LastSequence;
        _uncommitted++;
        if (connection is null)
        {
            Leave();
            return sequence;
        }

        var entry = new OutgoingEntry
        {
            Sequence = sequence,
            Message = message,
            QoS = qos,
            Retain = retain,
            SubscriptionIdentifiers = identifiers,
            State = EntryState.Uncommitted,
        };
        if (_tail is not null)
        {
            Append(entry, size);
        }
        else if (_behind || outgoing.Unsent >= Window || outgoing.HeldBytes >= WindowBytes)
        {
            _behind = true;
        }
        else
        {
            outgoing.Add(entry);
            _readThrough = sequence;
        }

        return sequence;
    }

    /// <summary>A message is in the store now.</summary>
    /// <returns>Whether the connection has to be flushed.</returns>
    public bool Committed(MqttSession? connection, long sequence, List<BrokerOperation> operations)
    {
        _uncommitted--;
        if (_tail is { } tail && sequence >= _tailFrom)
        {
            tail[(int)(sequence - _tailFrom)].State = EntryState.Waiting;
            return false;
        }

        _uncommittedBeforeTail--;
        if (connection is null)
        {
            return false;
        }

        var flush = outgoing.Commit(sequence) && outgoing.SendWaiting(connection, operations);
        ReadMore(connection);
        return flush;
    }

    /// <summary>The store did not take a message: whoever published it is told nothing, and here it never was.</summary>
    public void Abandon(long sequence, BrokerMessage message)
    {
        _uncommitted--;
        outgoing.StoredMessages--;
        outgoing.StoredBytes -= OutgoingQueue.SizeOf(message);
        if (_tail is { } tail && sequence >= _tailFrom)
        {
            tail[(int)(sequence - _tailFrom)].State = EntryState.Done;
            return;
        }

        _uncommittedBeforeTail--;
        outgoing.Abandon(sequence);
    }

    /// <summary>Reads the next page when there is one and it is nearly due.</summary>
    public void ReadMore(MqttSession connection)
    {
        if (_behind && !_reading && MayRead)
        {
            _reading = true;
            _ = ReadAsync(connection, Task.CompletedTask);
        }
    }

    // A client too slow for what comes: it is read from the store like all else, which has it.
    private void Append(in OutgoingEntry entry, int size)
    {
        if (_tail!.Count >= Window || _tailBytes + size > WindowBytes)
        {
            _tail = null;
            return;
        }

        _tail.Add(entry);
        _tailBytes += size;
    }

    private async Task ReadAsync(MqttSession connection, Task written)
    {
        try
        {
            // What an earlier connection has finished must be gone from the store before it is read, or it would be sent again.
            await written.WaitAsync(connection.Link.Stopping);
            while (await ReadPageAsync(connection))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended; the next one reads again.
        }
        catch (Exception fault)
        {
            LogFault(services.Logger, fault, connection.Link.Id);
            connection.Link.Stop(ReasonCode.UnspecifiedError);
        }
    }

    private async Task<bool> ReadPageAsync(MqttSession connection)
    {
        long after;
        bool isWhole;
        lock (session.Gate)
        {
            if (session.Connection != connection)
            {
                return false;
            }

            // What is committed while the page is read may be missing in it.
            after = _readThrough;
            isWhole = _uncommitted == 0 || (_tail is not null && _uncommittedBeforeTail == 0);
        }

        IReadOnlyList<QueuedMessage> page;
        try
        {
            page = await services.Store.ReadQueueAsync(session.Id, after, PageSize, PageBytes, connection.Link.Stopping);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            LogStoreAway(services.Logger, away, connection.Link.Id);
            await Task.Delay(RetryPause, services.Clock, connection.Link.Stopping);
            return true;
        }

        var operations = new List<BrokerOperation>();
        bool goesOn;
        lock (session.Gate)
        {
            if (session.Connection != connection)
            {
                return false;
            }

            Take(connection, page, isWhole, operations);
            _reading = goesOn = _behind && MayRead;
        }

        await connection.Link.Output.FlushAsync();
        if (operations.Count > 0)
        {
            _ = services.Store.WriteAsync(operations, CancellationToken.None);
        }

        return goesOn;
    }

    private void Take(MqttSession connection, IReadOnlyList<QueuedMessage> page, bool isWhole, List<BrokerOperation> operations)
    {
        long bytes = 0;
        var reachedTail = false;
        foreach (var queued in page)
        {
            if (_tail is not null && queued.Place.Sequence >= _tailFrom)
            {
                reachedTail = true;
                break;
            }

            bytes += OutgoingQueue.SizeOf(queued.Message);
            outgoing.Add(new OutgoingEntry
            {
                Sequence = queued.Place.Sequence,
                Message = queued.Message,
                QoS = (QoS)queued.Place.QoS,
                Retain = queued.Place.Retain,
                SubscriptionIdentifiers = [.. queued.Place.SubscriptionIdentifiers],
                Repeated = queued.Place.Sequence <= outgoing.SentThrough,
                State = queued.Released ? EntryState.Released : EntryState.Waiting,
            });
            _readThrough = queued.Place.Sequence;
        }

        var isLast = reachedTail || (page.Count < PageSize && bytes < PageBytes);
        if (isLast && _tail is null)
        {
            // From now on what comes is kept at hand, and whatever was given a place before it is still to be read once it is committed.
            _tail = new EntryRing();
            _tailFrom = outgoing.LastSequence + 1;
            _tailBytes = 0;
            _uncommittedBeforeTail = _uncommitted;
            isLast = isWhole && _readThrough == outgoing.LastSequence;
        }
        else
        {
            isLast &= isWhole;
        }

        if (isLast)
        {
            CatchUp();
        }

        outgoing.SendWaiting(connection, operations);
    }

    private void CatchUp()
    {
        for (var tail = _tail!; tail.Count > 0; tail.RemoveFirst())
        {
            outgoing.Add(tail[0]);
            _readThrough = tail[0].Sequence;
        }

        _tail = null;
        _behind = false;
    }

    [LoggerMessage(EventIds.QueueFault, LogLevel.Error, "Connection {ConnectionId} closed: its queue could not be read.")]
    private static partial void LogFault(ILogger logger, Exception fault, string connectionId);

    [LoggerMessage(EventIds.QueueWaits, LogLevel.Warning, "The queue of connection {ConnectionId} waits for the store.")]
    private static partial void LogStoreAway(ILogger logger, Exception fault, string connectionId);
}
