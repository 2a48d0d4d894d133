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
    // Of a 64-bit runtime, rounded up.
    private const int EntryBytes = 64;
    private const int SubscriptionOverhead = 256;
    private const int NodeBytes = 256;

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

    /// <summary>About how many bytes its subscriptions take, in the index too.</summary>
    public long SubscriptionBytes { get; private set; }

    /// <summary>About how many bytes it holds.</summary>
    public long HeldBytes => SubscriptionBytes + (_outgoing is null ? 0 : _outgoing.HeldBytes + ((long)EntryBytes * _outgoing.Count)) + (_stored?.TailBytes ?? 0);

    /// <summary>Whether something for it is in the store alone.</summary>
    public bool IsBehindStore => _stored is { IsBehind: true };

    /// <summary>How many messages wait for it in the store, wherever else they are. Under <see cref="Gate"/>.</summary>
    public int StoredMessages => _outgoing?.StoredMessages ?? 0;

    /// <summary>The largest sequence that was sent. Under <see cref="Gate"/>.</summary>
    public long SentThrough => _outgoing?.SentThrough ?? 0;

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
        SubscriptionBytes += isNew ? SizeOf(subscription.Filter) : 0;
        _subscriptions[subscription.Filter] = subscription;
        return isNew;
    }

    /// <summary>Removes a subscription; whether there was one. Under <see cref="Gate"/>.</summary>
    public bool Remove(string filter)
    {
        if (_subscriptions?.Remove(filter) != true)
        {
            return false;
        }

        SubscriptionBytes -= SizeOf(filter);
        return true;
    }

    /// <summary>About how many bytes a subscription takes: its text, here and in the index, and of one with wildcards a node for each level.</summary>
    public static int SizeOf(string filter)
        => SubscriptionOverhead + (2 * sizeof(char) * filter.Length) + (TopicFilters.HasWildcard(filter) ? NodeBytes * (1 + filter.AsSpan().Count('/')) : 0);

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
    /// <param name="shared">What other members of shared subscriptions are to have, when the session ends with its connection.</param>
    public bool Detach(MqttSession connection, DateTimeOffset now, out List<SharedMessage>? shared)
    {
        shared = null;
        lock (Gate)
        {
            if (_connection != connection)
            {
                return false;
            }

            Volatile.Write(ref _connection, null);
            DisconnectedAt = now;
            shared = isStored ? null : _outgoing?.TakeShared();
            _outgoing?.Clear();
            _stored?.Leave();
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
                if (_connection is { } connection && Outgoing.Deliver(connection, publication, qos, retain, target))
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

    /// <summary>A message that was placed is not in the store, and never will be.</summary>
    public void Abandon(long sequence, BrokerMessage message)
    {
        lock (Gate)
        {
            Stored.Abandon(sequence, message);
            if (_connection is { } connection)
            {
                Stored.ReadMore(connection);
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
