using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// The messages with QoS 1 and 2 on their way to one client, in their order: those under way in front, behind them those that wait for
/// room. Guarded by the session's lock. What a session that is kept has beyond <see cref="StoredQueue.Window"/> is in the store alone.
/// </summary>
/// <param name="services">What every session needs.</param>
/// <param name="stored">The session's id in the store; <see langword="null"/> for one that ends with its connection.</param>
internal sealed class OutgoingQueue(BrokerServices services, long? stored)
{
    private readonly EntryRing _entries = new();
    private int _underWay;
    private int _waiting;

    /// <summary>How many are in memory.</summary>
    public int Count => _entries.Count;

    /// <summary>How many are in memory and were not sent.</summary>
    public int Unsent => _entries.Count - _underWay;

    /// <summary>The bytes of the messages that are in memory, sent or not.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>How many messages of a session that is kept are unfinished, wherever they are.</summary>
    public int StoredMessages { get; set; }

    /// <summary>How many bytes those are.</summary>
    public long StoredBytes { get; set; }

    /// <summary>The largest sequence that was given.</summary>
    public long LastSequence { get; set; }

    /// <summary>The largest sequence that was sent.</summary>
    public long SentThrough { get; set; }

    /// <summary>Sends a message of a session that ends with its connection, or lets it wait.</summary>
    /// <returns>Whether the connection has to be flushed.</returns>
    public bool Deliver(MqttSession connection, in Publication publication, QoS qos, bool retain, RouteTarget target)
    {
        var sequence = LastSequence + 1;
        var entry = new OutgoingEntry
        {
            Sequence = sequence,
            QoS = qos,
            Retain = retain,
            SubscriptionIdentifiers = target.Identifiers,
            State = EntryState.Sent,
            Group = target.Group,
        };
        if (Unsent == 0 && TakesMore(connection, sequence))
        {
            switch (connection.TopicOutput.Send(publication, entry, out var flushIsDue))
            {
                case SendResult.Sent:
                    LastSequence = sequence;
                    entry.Message = entry.IsHandedOver ? publication.Message : null;
                    Add(entry);
                    _underWay++;
                    return flushIsDue;
                case SendResult.TooLarge:
                    connection.Quota.Return(); // MQTT 5.0, 3.1.2-25: it counts as sent.
                    return false;
                default:
                    connection.Quota.Return();
                    break;
            }
        }

        if (_waiting >= services.Limits.MaxQueuedMessages || HeldBytes + publication.Parts.Size > services.Limits.MaxQueuedBytes)
        {
            services.Figures.CountDropped();
            return false;
        }

        LastSequence = sequence;
        entry.Message = publication.Message;
        entry.State = EntryState.Waiting;
        _waiting++;
        Add(entry);
        connection.CheckBudget();
        return false;
    }

    /// <summary>Adds an entry.</summary>
    public void Add(in OutgoingEntry entry)
    {
        _entries.Add(entry);
        HeldBytes += entry.Message is { } message ? SizeOf(message) : 0;
    }

    /// <summary>An entry's message is safe in the store; whether it was here.</summary>
    public bool Commit(long sequence)
    {
        for (var i = _underWay; i < _entries.Count; i++)
        {
            if (_entries[i].Sequence == sequence)
            {
                _entries[i].State = EntryState.Waiting;
                return true;
            }
        }

        return false;
    }

    /// <summary>The store did not take an entry's message: it is passed over.</summary>
    public void Abandon(long sequence)
    {
        for (var i = _underWay; i < _entries.Count; i++)
        {
            if (_entries[i].Sequence == sequence)
            {
                _entries[i].State = EntryState.Done;
                Forget(ref _entries[i]);
            }
        }
    }

    /// <summary>What another member of a shared subscription is to have, now that this session ends.</summary>
    public List<SharedMessage>? TakeShared()
    {
        List<SharedMessage>? shared = null;
        for (var i = 0; i < _entries.Count; i++)
        {
            ref var entry = ref _entries[i];
            if (entry.IsHandedOver)
            {
                (shared ??= []).Add(new SharedMessage(entry.Group!, entry.Message!, entry.Retain));
            }
        }

        return shared;
    }

    /// <summary>Sends what waits, as far as the client and its connection take it.</summary>
    /// <param name="operations">Takes the end of those that will never be sent: expired, or larger than the client takes.</param>
    /// <returns>Whether the connection has to be flushed.</returns>
    public bool SendWaiting(MqttSession connection, List<BrokerOperation> operations)
    {
        var flush = false;
        while (_underWay < _entries.Count && TrySendNext(connection, ref _entries[_underWay], operations, ref flush))
        {
            _underWay++;
        }

        TrimFront();
        return flush;
    }

    /// <summary>PUBACK, PUBCOMP or a refusal: the message is finished.</summary>
    /// <param name="expected">How far it has to have come.</param>
    /// <param name="finished">The entry as it was.</param>
    public bool TryFinish(MqttSession connection, ushort packetIdentifier, QoS qos, EntryState expected, out OutgoingEntry finished)
    {
        var index = _entries.IndexOf(packetIdentifier, _underWay);
        if (index < 0 || _entries[index].QoS != qos || _entries[index].State != expected)
        {
            finished = default;
            return false;
        }

        finished = _entries[index];
        if (stored is not null)
        {
            StoredMessages--;
            StoredBytes -= SizeOf(finished.Message!);
        }

        _entries[index].State = EntryState.Done;
        Forget(ref _entries[index]);
        connection.Quota.Return();
        TrimFront();
        return true;
    }

    /// <summary>PUBREC came; <see langword="null"/> when it is of no message under way.</summary>
    public long? TryRelease(ushort packetIdentifier)
    {
        var index = _entries.IndexOf(packetIdentifier, _underWay);
        if (index < 0 || _entries[index].QoS != QoS.ExactlyOnce || _entries[index].State is not (EntryState.Sent or EntryState.Released))
        {
            return null;
        }

        _entries[index].State = EntryState.Released;
        return _entries[index].Sequence;
    }

    /// <summary>Forgets what is in memory: the connection has ended.</summary>
    public void Clear()
    {
        _entries.Clear();
        _underWay = 0;
        _waiting = 0;
        HeldBytes = 0;
    }

    public static AcknowledgementPacket Acknowledgement(MqttPacketType type, ushort packetIdentifier, bool known)
        => new(type, packetIdentifier, known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound, MqttProperties.Empty);

    public static int SizeOf(BrokerMessage message) => message.Topic.Length + message.Payload.Length + message.Properties.Length;

    // An identifier is free again when the message that had it is finished, and sequences wrap around onto the same identifiers.
    private bool TakesMore(MqttSession connection, long sequence)
        => _underWay < services.Limits.MaxInflight
            && (_underWay == 0 || sequence - _entries[0].Sequence < OutgoingEntry.Identifiers)
            && connection.Quota.TryTake();

    private bool IsExpired(BrokerMessage message, ref uint? remaining)
    {
        if (message.ExpiresAt is not { } expiresAt)
        {
            return false;
        }

        var left = expiresAt - services.Clock.GetUtcNow();
        remaining = (uint)Math.Clamp(Math.Ceiling(left.TotalSeconds), 0, uint.MaxValue);
        return left <= TimeSpan.Zero;
    }

    // The entry in front of those that wait joins those under way, or is done with.
    private bool TrySendNext(MqttSession connection, ref OutgoingEntry entry, List<BrokerOperation> operations, ref bool flush)
    {
        uint? remaining = null;
        if (entry.State is EntryState.Uncommitted or EntryState.Done)
        {
            return entry.State == EntryState.Done;
        }

        // MQTT 5.0, 4.3.3-7 and 4.3.3-13: what was sent once does not expire any more, and its handshake goes on.
        if (entry.State == EntryState.Waiting && IsExpired(entry.Message!, ref remaining) && !entry.Repeated)
        {
            Drop(ref entry, operations);
            return true;
        }

        if (!TakesMore(connection, entry.Sequence))
        {
            return false;
        }

        if (entry.State == EntryState.Released)
        {
            flush = true;
            connection.TryWrite(Acknowledgement(MqttPacketType.Pubrel, entry.PacketIdentifier, known: true));
            return true;
        }

        var result = connection.TopicOutput.Send(entry.Message!, remaining, entry, out var flushIsDue);
        flush |= flushIsDue;
        if (result != SendResult.Sent)
        {
            connection.Quota.Return();
        }

        if (result == SendResult.TooLarge)
        {
            Drop(ref entry, operations);
        }
        else if (result == SendResult.Sent)
        {
            entry.State = EntryState.Sent;
            SentThrough = Math.Max(SentThrough, entry.Sequence);
            Leave(ref entry);
        }

        return result != SendResult.Congested;
    }

    private void Drop(ref OutgoingEntry entry, List<BrokerOperation> operations)
    {
        entry.State = EntryState.Done;
        if (stored is { } session)
        {
            operations.Add(new RemoveMessage(session, entry.Sequence));
            StoredMessages--;
            StoredBytes -= SizeOf(entry.Message!);
            Forget(ref entry);
        }

        Leave(ref entry);
    }

    // Of a session that is kept the message stays until it is finished: it counts against the quota until then.
    private void Leave(ref OutgoingEntry entry)
    {
        if (stored is null)
        {
            _waiting--;
            if (!entry.IsHandedOver)
            {
                Forget(ref entry);
            }
        }
    }

    private void Forget(ref OutgoingEntry entry)
    {
        HeldBytes -= entry.Message is { } message ? SizeOf(message) : 0;
        entry.Message = null;
    }

    private void TrimFront()
    {
        while (_underWay > 0 && _entries[0].State == EntryState.Done)
        {
            _entries.RemoveFirst();
            _underWay--;
        }
    }
}
