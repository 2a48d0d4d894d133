namespace ChatApp.MqttBridge.Topics;

/// <summary>One level of the tree of filters with wildcards. Guarded by the index.</summary>
internal sealed class TopicNode
{
    private Dictionary<string, TopicNode>? _children;

    /// <summary>The subscriptions whose filter ends here.</summary>
    public FilterEntry? Here { get; set; }

    /// <summary>The subscriptions whose filter goes on with <c>#</c>.</summary>
    public FilterEntry? Below { get; set; }

    public bool IsEmpty => _children is null && Here is null && Below is null;

    public TopicNode? Find(ReadOnlySpan<char> level)
        => _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child) ? child : null;

    public TopicNode GetOrAdd(ReadOnlySpan<char> level)
    {
        _children ??= new Dictionary<string, TopicNode>(StringComparer.Ordinal);
        var children = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!children.TryGetValue(level, out var child))
        {
            child = new TopicNode();
            children[level] = child;
        }

        return child;
    }

    public void RemoveChild(ReadOnlySpan<char> level)
    {
        _children!.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
        if (_children.Count == 0)
        {
            _children = null;
        }
    }
}
