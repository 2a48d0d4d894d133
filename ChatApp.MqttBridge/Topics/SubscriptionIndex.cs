namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// Finds who subscribed to a topic: filters without wildcards in a hash table, the others in a tree by levels. What it costs depends on the
/// levels of the topic and on who gets the message, never on those who do not.
/// </summary>
internal sealed class SubscriptionIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FilterEntry> _exact = new(StringComparer.Ordinal);
    private readonly TopicNode _root = new();
    private long _version;
    private int _count;

    /// <summary>Changes with every subscription: a route of an older version may miss somebody.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many subscriptions there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a subscription, or replaces its options.</summary>
    public void Set(Subscriber subscriber)
    {
        lock (_gate)
        {
            _count += EntryOf(subscriber.Filter).Set(subscriber) ? 1 : 0;
            _version++;
        }
    }

    /// <summary>Removes a subscription, if it is there.</summary>
    public void Remove(TopicSession session, string filter, string? group)
    {
        lock (_gate)
        {
            _version++;
            _count -= (HasWildcard(filter) ? Remove(_root, filter, session, group) : RemoveExact(session, filter, group)) ? 1 : 0;
        }
    }

    /// <summary>Everyone who gets the messages of a topic now.</summary>
    public Route Find(string topic)
    {
        lock (_gate)
        {
            var route = new RouteBuilder();
            if (_exact.TryGetValue(topic, out var entry))
            {
                entry.CollectTo(route);
            }

            // MQTT 5.0, 4.7.2-1: a filter that begins with a wildcard does not match what begins with a dollar sign.
            Collect(_root, topic, mayBeWildcard: topic[0] != '$', route);
            return route.Build(_version);
        }
    }

    private static bool HasWildcard(ReadOnlySpan<char> filter) => filter.ContainsAny('+', '#');

    private static void Collect(TopicNode node, ReadOnlySpan<char> rest, bool mayBeWildcard, RouteBuilder route)
    {
        if (mayBeWildcard)
        {
            node.Below?.CollectTo(route);
        }

        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        if (node.Find(level) is { } named)
        {
            Continue(named, rest, slash, route);
        }

        if (mayBeWildcard && node.Find("+") is { } any)
        {
            Continue(any, rest, slash, route);
        }
    }

    private static void Continue(TopicNode child, ReadOnlySpan<char> rest, int slash, RouteBuilder route)
    {
        if (slash >= 0)
        {
            Collect(child, rest[(slash + 1)..], mayBeWildcard: true, route);
            return;
        }

        child.Here?.CollectTo(route);
        child.Below?.CollectTo(route); // MQTT 5.0, 4.7.1.2: "a/#" matches "a" too.
    }

    private FilterEntry EntryOf(string filter)
    {
        if (!HasWildcard(filter))
        {
            if (!_exact.TryGetValue(filter, out var entry))
            {
                entry = new FilterEntry();
                _exact.Add(filter, entry);
            }

            return entry;
        }

        var node = _root;
        foreach (var range in filter.AsSpan().Split('/'))
        {
            var level = filter.AsSpan()[range];
            if (level is "#")
            {
                return node.Below ??= new FilterEntry();
            }

            node = node.GetOrAdd(level);
        }

        return node.Here ??= new FilterEntry();
    }

    private bool RemoveExact(TopicSession session, string filter, string? group)
    {
        if (!_exact.TryGetValue(filter, out var entry))
        {
            return false;
        }

        var removed = entry.Remove(session, group);
        if (entry.IsEmpty)
        {
            _exact.Remove(filter);
        }

        return removed;
    }

    // What is empty afterwards goes: a client that subscribes and unsubscribes for ever must not make the tree grow.
    private static bool Remove(TopicNode node, ReadOnlySpan<char> rest, TopicSession session, string? group)
    {
        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        if (level is "#")
        {
            var had = node.Below?.Remove(session, group) == true;
            node.Below = node.Below is { IsEmpty: false } ? node.Below : null;
            return had;
        }

        if (node.Find(level) is not { } child)
        {
            return false;
        }

        bool removed;
        if (slash >= 0)
        {
            removed = Remove(child, rest[(slash + 1)..], session, group);
        }
        else
        {
            removed = child.Here?.Remove(session, group) == true;
            child.Here = child.Here is { IsEmpty: false } ? child.Here : null;
        }

        if (child.IsEmpty)
        {
            node.RemoveChild(level);
        }

        return removed;
    }
}
