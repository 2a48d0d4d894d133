using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// What a client has at the broker, which may outlive its connection: subscriptions, unfinished messages in both directions, a will.
/// A session that is kept has everything in the store, and in memory only what goes to the client soon.
/// </summary>
internal sealed class TopicSession(long id, UserId user, DeviceId device, bool isStored, BrokerServices services)
{
    private MqttSession? _connection;
    private Dictionary<string, KeptSubscription>? _subscriptions;
    private OutgoingQueue? _outgoing;
    private StoredQueue? _stored;
    private ReceivedIdentifiers? _received;

    public long Id => id;

    public UserId User => user;

    public DeviceId Device => device;

    /// <summary>Whether it is kept in the store.</summary>
    public bool IsStored => isStored;

    /// <summary>Guards everything but the connection's own state.</summary>
    public Lock Gate { get; } = new();

    /// <summary>How long it lasts without a connection.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>Since when it has no connection; <see langword="null"/> while it has one.</summary>
    public DateTimeOffset? DisconnectedAt { get; set; }

    /// <summary>What is published unless the client says goodbye.</summary>
    public KeptWill? Will { get; set; }

    /// <summary>When it is looked at next because of its will or its end; guarded by <see cref="TopicSessions"/>.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>Whether it has been discarded: whoever still holds it does nothing any more.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The connection it belongs to now.</summary>
    public MqttSession? Connection => Volatile.Read(ref _connection);

    public bool IsConnected => Connection is not null;

    /// <summary>Whether messages wait for room, so that another member of a shared subscription had better get the next one.</summary>
    public bool IsBehind => _outgoing is { Unsent: > 0 };

    public ReceivedIdentifiers Received => _received ?? Interlocked.CompareExchange(ref _received, new ReceivedIdentifiers(), null) ?? _received;

    /// <summary>By filter. Under <see cref="Gate"/>.</summary>
    public IReadOnlyDictionary<string, KeptSubscription> Subscriptions => _subscriptions ?? Nothing;

    private static Dictionary<string, KeptSubscription> Nothing { get; } = [];

    private OutgoingQueue Outgoing => _outgoing ??= new OutgoingQueue(services, isStored ? id : null);

    private StoredQueue Stored => _stored ??= new StoredQueue(this, Outgoing, services);

    /// <summary>The head as it is written down. Under <see cref="Gate"/>.</summary>
    public KeptSession ToKept() => new(id, user, device, ExpirySeconds, DisconnectedAt, _outgoing?.SentThrough ?? 0, Will);

    /// <summary>Fills a session with what was found in the store at the start.</summary>
    public void Restore(StoredSession found)
    {
        ExpirySeconds = found.Session.ExpirySeconds;
        Will = found.Session.Will;
        foreach (var identifier in found.PacketIdentifiers)
        {
            Received.Restore(identifier);
        }

        if (found.QueuedMessages > 0)
        {
            Outgoing.LastSequence = found.LastSequence;
            Outgoing.StoredMessages = found.QueuedMessages;
            Outgoing.StoredBytes = found.QueuedBytes;

            // Of a connection that ended with the server nobody knows what was sent: it is all marked as a repetition, which it may be.
            Outgoing.SentThrough = found.Session.DisconnectedAt is null ? found.LastSequence : found.Session.SentThrough;
        }
    }

    /// <summary>Adds a subscription; whether there was none with its filter. Under <see cref="Gate"/>.</summary>
    public bool Set(KeptSubscription subscription)
    {
        _subscriptions ??= new(capacity: 1, StringComparer.Ordinal);
        var isNew = !_subscriptions.ContainsKey(subscription.Filter);
        _subscriptions[subscription.Filter] = subscription;
        return isNew;
    }

    /// <summary>Removes a subscription; whether there was one. Under <see cref="Gate"/>.</summary>
    public bool Remove(string filter) => _subscriptions?.Remove(filter) == true;

    /// <summary>Gives the session to a connection.</summary>
    /// <param name="written">Done when everything that was known before is in the store.</param>
    public void Attach(MqttSession connection, Task written)
    {
        lock (Gate)
        {
            Volatile.Write(ref _connection, connection);
            DisconnectedAt = null;
            if (isStored && _outgoing is not null)
            {
                Stored.Resume(connection, written);
            }
        }
    }

    /// <summary>Takes the session from a connection; whether it had it.</summary>
    public bool Detach(MqttSession connection, DateTimeOffset now)
    {
        lock (Gate)
        {
            if (_connection != connection)
            {
                return false;
            }

            Volatile.Write(ref _connection, null);
            DisconnectedAt = now;
            _outgoing?.Clear();
            return true;
        }
    }

    /// <summary>Passes a message on to the client, or keeps it for it.</summary>
    public void Deliver(in Publication publication, RouteTarget target, bool retain, PublishBatch batch)
    {
        var qos = publication.QoS < target.QoS ? publication.QoS : target.QoS;
        if (qos == QoS.AtMostOnce)
        {
            DeliverAtMostOnce(publication, retain, target.Identifiers, batch);
        }
        else if (isStored)
        {
            batch.Keep(this, publication, qos, retain, target.Identifiers);
        }
        else
        {
            lock (Gate)
            {
                if (_connection is { } connection && Outgoing.Deliver(connection, publication, qos, retain, target.Identifiers))
                {
                    batch.Touch(connection.Link.Output);
                }
            }
        }
    }

    /// <summary>Gives a message its place, at the moment it goes to the store.</summary>
    /// <returns>The place, or 0 when the queue is full.</returns>
    public long Place(BrokerMessage message, QoS qos, bool retain, int[] identifiers)
    {
        lock (Gate)
        {
            return HasEnded ? 0 : Stored.Place(_connection, message, qos, retain, identifiers);
        }
    }

    /// <summary>A message that was placed is safe, and may be sent.</summary>
    /// <param name="sequence">Its place.</param>
    /// <param name="batch">Takes what follows from it.</param>
    public void Committed(long sequence, PublishBatch batch)
    {
        lock (Gate)
        {
            if (Stored.Committed(_connection, sequence, batch.Operations) && _connection is { } connection)
            {
                batch.Touch(connection.Link.Output);
            }
        }
    }

    /// <summary>Sends what waits, now that there is room.</summary>
    /// <param name="operations">Takes what is to be written because of it.</param>
    /// <returns>Whether the connection has to be flushed.</returns>
    public bool SendWaiting(MqttSession connection, List<BrokerOperation> operations)
    {
        lock (Gate)
        {
            return _connection == connection && _outgoing is not null && SendNext(connection, operations);
        }
    }

    /// <summary>PUBACK, PUBCOMP, or a PUBREC that refuses.</summary>
    public void Finish(MqttSession connection, ushort packetIdentifier, QoS qos, EntryState expected, PublishBatch batch)
    {
        lock (Gate)
        {
            if (_connection != connection || _outgoing?.TryFinish(connection, packetIdentifier, qos, expected, out var finished) != true)
            {
                return;
            }

            if (isStored)
            {
                batch.Operations.Add(new RemoveMessage(id, finished.Sequence));
            }

            if (SendNext(connection, batch.Operations))
            {
                batch.Touch(connection.Link.Output);
            }
        }
    }

    /// <summary>PUBREC: the client has the message. What is to be written goes first, for after PUBREL the client forgets it.</summary>
    /// <returns>Whether the message was known.</returns>
    public bool Release(MqttSession connection, ushort packetIdentifier, PublishBatch batch)
    {
        lock (Gate)
        {
            if (_connection != connection || _outgoing?.TryRelease(packetIdentifier) is not { } sequence)
            {
                return false;
            }

            if (isStored)
            {
                batch.Operations.Add(new ReleaseMessage(id, sequence));
            }

            return true;
        }
    }

    private bool SendNext(MqttSession connection, List<BrokerOperation> operations)
    {
        var flush = Outgoing.SendWaiting(connection, operations);
        if (isStored)
        {
            Stored.ReadMore(connection);
        }

        return flush;
    }

    private void DeliverAtMostOnce(in Publication publication, bool retain, int[] identifiers, PublishBatch batch)
    {
        // Nothing with QoS 0 waits for a client that is away.
        if (Connection is not { } connection)
        {
            return;
        }

        var result = connection.TopicOutput.Send(publication, retain, identifiers, out var flushIsDue);
        if (flushIsDue)
        {
            batch.Touch(connection.Link.Output);
        }

        if (result == SendResult.Congested)
        {
            services.Figures.CountDropped();
        }
    }
}
