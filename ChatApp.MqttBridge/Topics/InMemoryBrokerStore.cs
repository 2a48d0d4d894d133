using System.Runtime.CompilerServices;
using ChatApp.Core.Broker;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Keeps sessions and retained messages as long as the process lives; for a bridge without a database, and for tests.</summary>
internal sealed class InMemoryBrokerStore : IBrokerStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _sessions = [];
    private readonly Dictionary<string, BrokerMessage> _retained = new(StringComparer.Ordinal);

    public Task WriteAsync(IReadOnlyList<BrokerOperation> operations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operations);
        lock (_gate)
        {
            for (var i = 0; i < operations.Count; i++)
            {
                Apply(operations[i]);
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredSession> ReadSessionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredSession[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions.Values.Select(entry => entry.Read())];
        }

        foreach (var session in sessions)
        {
            yield return session;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<BrokerMessage> ReadRetainedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BrokerMessage[] messages;
        lock (_gate)
        {
            messages = [.. _retained.Values];
        }

        foreach (var message in messages)
        {
            yield return message;
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReadQueueAsync(long session, long after, int limit, CancellationToken cancellationToken)
    {
        var page = new List<QueuedMessage>();
        lock (_gate)
        {
            if (_sessions.TryGetValue(session, out var entry) && entry.Queue.Count > 0)
            {
                foreach (var sequence in entry.Queue.Keys)
                {
                    if (sequence > after && page.Count < limit)
                    {
                        page.Add(entry.Queue[sequence]);
                    }
                }
            }
        }

        return Task.FromResult<IReadOnlyList<QueuedMessage>>(page);
    }

    private void Apply(BrokerOperation operation)
    {
        switch (operation)
        {
            case SaveSession save:
                if (_sessions.TryGetValue(save.Session.Id, out var present))
                {
                    present.Head = save.Session;
                }
                else
                {
                    _sessions.Add(save.Session.Id, new Entry(save.Session));
                }

                break;
            case EndSession end:
                _sessions.Remove(end.Session);
                break;
            case SaveRetained save:
                _retained[save.Message.Topic] = save.Message;
                break;
            case RemoveRetained remove:
                _retained.Remove(remove.Topic);
                break;
            case EnqueueMessage enqueue:
                foreach (var place in enqueue.Places)
                {
                    Find(place.Session)?.Queue.TryAdd(place.Sequence, new QueuedMessage(place, Released: false, enqueue.Message));
                }

                break;
            default:
                ApplyToSession(operation);
                break;
        }
    }

    private void ApplyToSession(BrokerOperation operation)
    {
        switch (operation)
        {
            case SaveSubscription save:
                if (Find(save.Session) is { } subscriber)
                {
                    subscriber.Subscriptions[save.Subscription.Filter] = save.Subscription;
                }

                break;
            case RemoveSubscription remove:
                Find(remove.Session)?.Subscriptions.Remove(remove.Filter);
                break;
            case ReleaseMessage release:
                if (Find(release.Session) is { } receiver && receiver.Queue.TryGetValue(release.Sequence, out var released))
                {
                    receiver.Queue[release.Sequence] = released with { Released = true };
                }

                break;
            case RemoveMessage remove:
                Find(remove.Session)?.Queue.Remove(remove.Sequence);
                break;
            case RememberIdentifier remember:
                Find(remember.Session)?.Identifiers.Add(remember.PacketIdentifier);
                break;
            case ForgetIdentifier forget:
                Find(forget.Session)?.Identifiers.Remove(forget.PacketIdentifier);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, message: null);
        }
    }

    private Entry? Find(long session) => _sessions.GetValueOrDefault(session);

    private sealed class Entry(KeptSession head)
    {
        public KeptSession Head { get; set; } = head;

        public Dictionary<string, KeptSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);

        public HashSet<ushort> Identifiers { get; } = [];

        public SortedDictionary<long, QueuedMessage> Queue { get; } = [];

        public StoredSession Read() => new(
            Head, [.. Subscriptions.Values], [.. Identifiers], Queue.Count == 0 ? 0 : Queue.Keys.Max(), Queue.Count, Queue.Values.Sum(Size));

        private static long Size(QueuedMessage queued)
            => queued.Message.Topic.Length + queued.Message.Payload.Length + (long)queued.Message.Properties.Length;
    }
}
