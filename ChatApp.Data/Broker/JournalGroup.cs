using System.Runtime.InteropServices;
using ChatApp.Core.Broker;

namespace ChatApp.Data.Broker;

/// <summary>
/// What is left to be written of operations that commit together: of several to one thing only the last counts, and a message that comes
/// and goes within the group is never written at all.
/// </summary>
internal sealed class JournalGroup
{
    private readonly Dictionary<long, KeptSession> _sessions = [];
    private readonly HashSet<long> _ended = [];
    private readonly Dictionary<(long Session, string Filter), KeptSubscription?> _subscriptions = [];
    private readonly Dictionary<(long Session, ushort Identifier), bool> _identifiers = [];
    private readonly Dictionary<long, BrokerMessage> _messages = [];
    private readonly Dictionary<(long Session, long Sequence), QueuedPlace> _places = [];
    private readonly HashSet<(long Session, long Sequence)> _released = [];
    private readonly HashSet<(long Session, long Sequence)> _removed = [];
    private readonly Dictionary<string, BrokerMessage?> _retained = [];

    public IReadOnlyCollection<KeptSession> Sessions => _sessions.Values;

    public IReadOnlyCollection<long> Ended => _ended;

    /// <summary>Subscriptions by session and filter; <see langword="null"/> for one that goes.</summary>
    public IReadOnlyDictionary<(long Session, string Filter), KeptSubscription?> Subscriptions => _subscriptions;

    /// <summary>Packet identifiers of sessions, and whether each is to be remembered or forgotten.</summary>
    public IReadOnlyDictionary<(long Session, ushort Identifier), bool> Identifiers => _identifiers;

    public IReadOnlyDictionary<long, BrokerMessage> Messages => _messages;

    public IReadOnlyCollection<QueuedPlace> Places => _places.Values;

    public IReadOnlyCollection<(long Session, long Sequence)> Released => _released;

    public IReadOnlyCollection<(long Session, long Sequence)> Removed => _removed;

    /// <summary>Retained messages by topic; <see langword="null"/> for one that goes.</summary>
    public IReadOnlyDictionary<string, BrokerMessage?> Retained => _retained;

    public void Add(BrokerOperation operation)
    {
        switch (operation)
        {
            case EnqueueMessage(var message, var places):
                Enqueue(message, places);
                break;
            case RemoveMessage(var session, var sequence):
                Remove((session, sequence));
                break;
            case ReleaseMessage(var session, var sequence):
                Release((session, sequence));
                break;
            case RememberIdentifier(var session, var identifier):
                _identifiers[(session, identifier)] = true;
                break;
            case ForgetIdentifier(var session, var identifier):
                _identifiers[(session, identifier)] = false;
                break;
            case SaveRetained(var message):
                _retained[message.Topic] = message;
                break;
            case RemoveRetained(var topic):
                _retained[topic] = null;
                break;
            case SaveSession(var session):
                _sessions[session.Id] = session;
                break;
            case EndSession(var session):
                End(session);
                break;
            case SaveSubscription(var session, var subscription):
                _subscriptions[(session, subscription.Filter)] = subscription;
                break;
            case RemoveSubscription(var session, var filter):
                _subscriptions[(session, filter)] = null;
                break;
            default:
                throw new ArgumentException($"The journal does not know {operation.GetType().Name}.", nameof(operation));
        }
    }

    private void Enqueue(BrokerMessage message, IReadOnlyList<QueuePlace> places)
    {
        // By chance and not by the clock, which may step back: nobody may ever get another message for an id that was used before.
        var id = Random.Shared.NextInt64(1, long.MaxValue);
        _messages[id] = message;
        foreach (var place in places)
        {
            _places[(place.Session, place.Sequence)] = new QueuedPlace(place, id, Released: false);
        }
    }

    private void Release((long Session, long Sequence) key)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_places, key);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref place))
        {
            _released.Add(key);
        }
        else
        {
            place = place with { Released = true };
        }
    }

    private void Remove((long Session, long Sequence) key)
    {
        _released.Remove(key);
        if (!_places.Remove(key))
        {
            _removed.Add(key);
        }
    }

    // Its number is never used again, so nothing of it can follow.
    private void End(long session)
    {
        _ended.Add(session);
        _sessions.Remove(session);
        foreach (var key in _subscriptions.Keys.Where(key => key.Session == session).ToArray())
        {
            _subscriptions.Remove(key);
        }

        foreach (var key in _identifiers.Keys.Where(key => key.Session == session).ToArray())
        {
            _identifiers.Remove(key);
        }

        foreach (var key in _places.Keys.Where(key => key.Session == session).ToArray())
        {
            _places.Remove(key);
        }

        _released.RemoveWhere(key => key.Session == session);
        _removed.RemoveWhere(key => key.Session == session);
    }
}
