using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Every session of this node, connected or kept: who has which, when it ends, and when its will is due.</summary>
internal sealed class TopicSessions(TopicBroker broker, SharedHandOver handOver, BrokerServices services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(UserId User, DeviceId Device), TopicSession> _sessions = [];
    private readonly PriorityQueue<TopicSession, DateTimeOffset> _deadlines = new();

    /// <summary>How many there are, connected or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Finds or makes the session of a client that connects. It is the connection's once <see cref="TopicSession.Attach"/> was called.</summary>
    /// <param name="expirySeconds">How long it is to last after the connection.</param>
    public OpenedSession Open(MqttSession connection, ConnectPacket connect, uint expirySeconds, KeptWill? will)
    {
        var operations = new List<BrokerOperation>(2);
        TopicSession session;
        KeptWill? due = null;
        List<SharedMessage>? shared = null;
        TopicSession? older;
        bool resumes;
        Task written;
        lock (_gate)
        {
            older = _sessions.GetValueOrDefault(connection.Key);
            resumes = older is { IsStored: true } && !connect.CleanStart;
            if (older is not null)
            {
                var wasConnected = older.Connection is { } present && older.Detach(present, services.Clock.GetUtcNow(), out shared);
                due = TakeDueWill(older, wasConnected, resumes);
                if (!resumes)
                {
                    End(older, operations);
                }
            }

            session = resumes ? older! : new TopicSession(NewId(), connection.Key.User, connection.Key.Device, expirySeconds > 0, services);
            lock (session.Gate)
            {
                session.ExpirySeconds = expirySeconds;
                session.Will = will;
                session.DisconnectedAt = null;
                _sessions[connection.Key] = session;
                if (session.IsStored)
                {
                    operations.Add(new SaveSession(session.ToKept()));
                }
            }

            written = operations.Count > 0 ? services.Store.WriteAsync(operations, CancellationToken.None) : Task.CompletedTask;
            HandOverStored(older, operations, written);
        }

        handOver.HandOver(shared);
        if (due is not null)
        {
            broker.PublishWill(older!, due);
        }

        return new OpenedSession(session, resumes, written);
    }

    /// <summary>A connection has ended.</summary>
    /// <param name="isGoodbye">Whether the client said so, and its will is not to be published.</param>
    public void Close(MqttSession connection, bool isGoodbye)
    {
        var session = connection.Topics;
        KeptWill? due = null;
        List<SharedMessage>? shared;
        lock (_gate)
        {
            var now = services.Clock.GetUtcNow();
            if (!session.Detach(connection, now, out shared))
            {
                return; // A newer connection has it.
            }

            var operations = new List<BrokerOperation>(1);
            lock (session.Gate)
            {
                if (isGoodbye)
                {
                    session.Will = null;
                }

                if (session.Will is { } will && (will.DelaySeconds == 0 || session.ExpirySeconds == 0))
                {
                    due = will;
                    session.Will = null;
                }

                if (session.ExpirySeconds > 0)
                {
                    operations.Add(new SaveSession(session.ToKept()));
                    Schedule(session, now);
                }
            }

            if (session.ExpirySeconds == 0)
            {
                _sessions.Remove(connection.Key);
                End(session, operations);
            }

            if (session.IsStored)
            {
                Write(session, operations);
            }
        }

        handOver.HandOver(shared);
        if (due is not null)
        {
            broker.PublishWill(session, due);
        }
    }

    /// <summary>Takes in a session that was found in the store at the start.</summary>
    /// <returns>What is left to do when all are there, of one that had ended before the server did; <see langword="null"/> for nothing.</returns>
    public Action? Restore(StoredSession found)
    {
        var head = found.Session;
        var session = new TopicSession(head.Id, head.User, head.Device, isStored: true, services);
        session.Restore(found);
        if (head is { ExpirySeconds: 0, DisconnectedAt: not null })
        {
            session.HasEnded = true;
            found.Subscriptions.ToList().ForEach(subscription => session.Set(subscription));
            return () => handOver.HandOverStored(session, Task.CompletedTask);
        }

        lock (_gate)
        {
            if (!_sessions.TryAdd((head.User, head.Device), session))
            {
                return null; // It has connected already, which began a new one.
            }

            // Who was connected when the server ended has been away since; their wills are due as if the connection had broken now.
            session.DisconnectedAt = head.DisconnectedAt ?? services.Clock.GetUtcNow();
            Schedule(session, session.DisconnectedAt.Value);
            foreach (var subscription in found.Subscriptions)
            {
                session.Set(subscription);
                if (ChatTopics.Find(subscription.Filter) is null)
                {
                    Index(session, subscription);
                }
            }

            return null;
        }
    }

    /// <summary>Publishes the wills that are due, and ends the sessions whose time is over.</summary>
    public void CheckDeadlines()
    {
        while (TryTakeDue(out var session, out var will))
        {
            if (will is not null)
            {
                broker.PublishWill(session, will);
            }
        }
    }

    /// <summary>The sessions of now.</summary>
    public TopicSession[] ToArray()
    {
        lock (_gate)
        {
            return [.. _sessions.Values];
        }
    }

    /// <summary>Makes a subscription known to whoever publishes, unless it has ended or changed meanwhile.</summary>
    public bool Index(TopicSession session, KeptSubscription subscription)
    {
        lock (session.Gate)
        {
            if (session.HasEnded || !ReferenceEquals(session.Subscriptions.GetValueOrDefault(subscription.Filter), subscription))
            {
                return false;
            }

            var (group, filter) = BrokerTopics.Split(subscription.Filter);
            services.Index.Set(new Subscriber(session, subscription, filter, group));
            return true;
        }
    }

    /// <summary>Ends a subscription; whether there was one.</summary>
    public bool Unsubscribe(TopicSession session, string filter, List<BrokerOperation> operations)
    {
        lock (session.Gate)
        {
            if (!session.Remove(filter))
            {
                return false;
            }

            var (group, bare) = BrokerTopics.Split(filter);
            services.Index.Remove(session, bare, group);
        }

        if (session.IsStored)
        {
            operations.Add(new RemoveSubscription(session.Id, filter));
        }

        return true;
    }

    /// <summary>Ends the subscriptions of connected clients that the rules do not allow any more.</summary>
    public void EndForbidden(TopicAccess access)
    {
        foreach (var session in ToArray())
        {
            if (session.Connection is not { } connection)
            {
                continue; // Looked at when it comes back.
            }

            EndForbidden(session, connection.Identity, access);
        }
    }

    /// <summary>Ends the subscriptions of one session that its client may not have.</summary>
    public void EndForbidden(TopicSession session, Identity client, TopicAccess access)
    {
        List<string>? forbidden = null;
        lock (session.Gate)
        {
            foreach (var filter in session.Subscriptions.Keys)
            {
                if (ChatTopics.Find(filter) is null && !access.MaySubscribe(client, BrokerTopics.Split(filter).Filter))
                {
                    (forbidden ??= []).Add(filter);
                }
            }
        }

        if (forbidden is not null)
        {
            var operations = new List<BrokerOperation>();
            forbidden.ForEach(filter => Unsubscribe(session, filter, operations));
            _ = services.Store.WriteAsync(operations, CancellationToken.None);
        }
    }

    // By chance, so that it is new whatever the clock says: what is left of an older session must never come to another client.
    private static long NewId() => Random.Shared.NextInt64(1, long.MaxValue);

    // MQTT 5.0, 3.1.3.2.2: a client that comes back in time keeps its will from being published; a new session is the end of the old one.
    private static KeptWill? TakeDueWill(TopicSession older, bool wasConnected, bool resumes)
    {
        var will = older.Will;
        older.Will = null;
        return will is not null && (!resumes || (wasConnected && will.DelaySeconds == 0)) ? will : null;
    }

    // One entry for each session: a client that comes and goes must not make the queue grow for as long as sessions last.
    private void Schedule(TopicSession session, DateTimeOffset since)
    {
        var seconds = Math.Min(session.ExpirySeconds, session.Will?.DelaySeconds ?? uint.MaxValue);
        if (seconds == uint.MaxValue)
        {
            return;
        }

        var due = since.AddSeconds(seconds);
        if (session.ScheduledFor is null || due < session.ScheduledFor)
        {
            session.ScheduledFor = due;
            _deadlines.Enqueue(session, due);
        }
    }

    private bool TryTakeDue(out TopicSession session, out KeptWill? will)
    {
        will = null;
        lock (_gate)
        {
            var now = services.Clock.GetUtcNow();
            if (!_deadlines.TryPeek(out session!, out var due) || due > now)
            {
                return false;
            }

            _deadlines.Dequeue();
            if (session.ScheduledFor == due)
            {
                session.ScheduledFor = null;
            }

            if (session.HasEnded || session.IsConnected || session.DisconnectedAt is not { } since)
            {
                return true;
            }

            var expires = session.ExpirySeconds != uint.MaxValue && since.AddSeconds(session.ExpirySeconds) <= now;
            if (session.Will is { } waiting && (expires || since.AddSeconds(waiting.DelaySeconds) <= now))
            {
                will = waiting;
                session.Will = null;
            }

            var operations = new List<BrokerOperation>(1);
            if (expires)
            {
                _sessions.Remove((session.User, session.Device));
                End(session, operations);
            }
            else
            {
                Schedule(session, since);
                if (will is not null)
                {
                    operations.Add(new SaveSession(session.ToKept()));
                }
            }

            Write(session, operations);
            return true;
        }
    }

    private void Write(TopicSession session, List<BrokerOperation> operations)
    {
        HandOverStored(session, operations, services.Store.WriteAsync(operations, CancellationToken.None));
    }

    // A session that has ended and is not taken out of the store at once has something for others.
    private void HandOverStored(TopicSession? session, List<BrokerOperation> operations, Task written)
    {
        if (session is { HasEnded: true, IsStored: true } && !operations.Exists(operation => operation is EndSession))
        {
            handOver.HandOverStored(session, written);
        }
    }

    private void End(TopicSession session, List<BrokerOperation> operations)
    {
        lock (session.Gate)
        {
            session.HasEnded = true;
            foreach (var subscription in session.Subscriptions.Values)
            {
                var (group, filter) = BrokerTopics.Split(subscription.Filter);
                services.Index.Remove(session, filter, group);
            }
        }

        if (!session.IsStored)
        {
            return;
        }

        if (SharedHandOver.HasShared(session))
        {
            // Without time left it is known as one that has ended, should the server stop before everything is handed over.
            session.ExpirySeconds = 0;
            session.DisconnectedAt ??= services.Clock.GetUtcNow();
            session.Will = null;
            operations.Add(new SaveSession(session.ToKept()));
        }
        else
        {
            operations.Add(new EndSession(session.Id));
        }
    }
}
