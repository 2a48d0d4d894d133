namespace ChatApp.MqttBridge.Topics;

/// <summary>Everyone who subscribed to one filter. Guarded by the index.</summary>
internal sealed class FilterEntry
{
    private Dictionary<TopicSession, Subscriber>? _own;
    private List<ShareGroup>? _groups;

    public bool IsEmpty => _own is null && _groups is null;

    /// <summary>Adds a subscription, or replaces its options; whether it is new.</summary>
    public bool Set(Subscriber subscriber)
    {
        if (subscriber.Group is null)
        {
            _own ??= new(capacity: 1);
            var isNew = !_own.ContainsKey(subscriber.Session);
            _own[subscriber.Session] = subscriber;
            return isNew;
        }

        var group = FindGroup(subscriber.Group);
        if (group is null)
        {
            group = new ShareGroup(subscriber.Group, subscriber.Filter);
            (_groups ??= []).Add(group);
        }

        return group.Set(subscriber);
    }

    /// <summary>Removes a subscription; whether there was one.</summary>
    public bool Remove(TopicSession session, string? group)
    {
        if (group is null)
        {
            var had = _own?.Remove(session) == true;
            _own = _own is { Count: > 0 } ? _own : null;
            return had;
        }

        if (FindGroup(group) is not { } shared)
        {
            return false;
        }

        var removed = shared.Remove(session);
        if (shared.Count == 0)
        {
            _groups!.Remove(shared);
            _groups = _groups.Count > 0 ? _groups : null;
        }

        return removed;
    }

    public void CollectTo(RouteBuilder route)
    {
        if (_own is not null)
        {
            foreach (var subscriber in _own.Values)
            {
                route.Add(subscriber);
            }
        }

        if (_groups is not null)
        {
            route.AddGroups(_groups);
        }
    }

    private ShareGroup? FindGroup(string name) => _groups?.Find(group => group.Name == name);
}
