using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// The part of a kept session's queue that is in the store alone: everything while the client is away, and whatever is more than
/// <see cref="Window"/> while it is slow. It is read page by page as the client takes it. Guarded by the session's lock.
/// </summary>
internal sealed partial class StoredQueue(TopicSession session, OutgoingQueue outgoing, BrokerServices services)
{
    /// <summary>The most messages of one session that wait in memory.</summary>
    public const int Window = 256;

    private const int PageSize = 128;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private bool _behind;
    private bool _reading;
    private long _readThrough;

    // Given to the store and not committed yet: a page that was read meanwhile may miss them.
    private int _uncommitted;
    private int _commits;

    /// <summary>Begins to send what the session has to a new connection.</summary>
    public void Resume(MqttSession connection, Task written)
    {
        _readThrough = 0;
        _behind = outgoing.StoredMessages > 0;
        if (_behind)
        {
            _reading = true;
            _ = ReadAsync(connection, written);
        }
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
        if (connection is null || _behind || outgoing.Unsent >= Window)
        {
            _behind = true;
        }
        else
        {
            outgoing.Add(new OutgoingEntry
            {
                Sequence = sequence,
                Message = message,
                QoS = qos,
                Retain = retain,
                SubscriptionIdentifiers = identifiers,
                State = EntryState.Uncommitted,
            });
            _readThrough = sequence;
        }

        return sequence;
    }

    /// <summary>A message is in the store now.</summary>
    /// <returns>Whether the connection has to be flushed.</returns>
    public bool Committed(MqttSession? connection, long sequence, List<BrokerOperation> operations)
    {
        _uncommitted--;
        _commits++;
        if (connection is null)
        {
            return false;
        }

        if (outgoing.Commit(sequence))
        {
            return outgoing.SendWaiting(connection, operations);
        }

        ReadMore(connection);
        return false;
    }

    /// <summary>Reads the next page when there is one and it is nearly due.</summary>
    public void ReadMore(MqttSession connection)
    {
        if (_behind && !_reading && outgoing.Unsent <= Window / 2)
        {
            _reading = true;
            _ = ReadAsync(connection, Task.CompletedTask);
        }
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
        int commits;
        bool complete;
        lock (session.Gate)
        {
            if (session.Connection != connection)
            {
                return false;
            }

            after = _readThrough;
            commits = _commits;
            complete = _uncommitted == 0;
        }

        IReadOnlyList<QueuedMessage> page;
        try
        {
            page = await services.Store.ReadQueueAsync(session.Id, after, PageSize, connection.Link.Stopping);
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

            // What was committed while the page was read may be missing in it.
            var isWhole = commits == _commits && complete && _uncommitted == 0;
            goesOn = Take(connection, page, isWhole, operations);
            _reading = goesOn |= _behind && commits != _commits && outgoing.Unsent <= Window / 2;
        }

        await connection.Link.Output.FlushAsync();
        if (operations.Count > 0)
        {
            _ = services.Store.WriteAsync(operations, CancellationToken.None);
        }

        return goesOn;
    }

    private bool Take(MqttSession connection, IReadOnlyList<QueuedMessage> page, bool isWhole, List<BrokerOperation> operations)
    {
        foreach (var queued in page)
        {
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

        outgoing.SendWaiting(connection, operations);
        _behind = page.Count == PageSize || !isWhole;
        return _behind && page.Count == PageSize && outgoing.Unsent <= Window / 2;
    }

    [LoggerMessage(EventIds.QueueFault, LogLevel.Error, "Connection {ConnectionId} closed: its queue could not be read.")]
    private static partial void LogFault(ILogger logger, Exception fault, string connectionId);

    [LoggerMessage(EventIds.QueueWaits, LogLevel.Warning, "The queue of connection {ConnectionId} waits for the store.")]
    private static partial void LogStoreAway(ILogger logger, Exception fault, string connectionId);
}
