using System.Runtime.InteropServices;
using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Topics;

/// <summary>The last retained message of every topic, in a tree by levels: a new subscription visits only what its filter can match.</summary>
internal sealed class RetainedMessages(IOptions<MqttLimits> limits)
{
    private readonly Lock _gate = new();
    private readonly RetainedNode _root = new();

    // How many each owner has; "app/{user}" is one, and everything that is nobody's is another.
    private readonly Dictionary<string, int> _perOwner = new(StringComparer.Ordinal);
    private int _count;
    private long _bytes;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Replaces a topic's message; <see langword="false"/> when there is no room for another.</summary>
    public bool TrySet(BrokerMessage message)
    {
        lock (_gate)
        {
            var node = Find(message.Topic, add: false);
            var before = node?.Message;
            var growth = SizeOf(message) - (before is null ? 0 : SizeOf(before));
            var owner = OwnerOf(message.Topic);
            if (before is null
                && (_count >= limits.Value.MaxRetainedMessages || _perOwner.GetValueOrDefault(owner) >= limits.Value.MaxRetainedPerUser))
            {
                return false;
            }

            if (_bytes + growth > limits.Value.MaxRetainedBytes)
            {
                return false;
            }

            node ??= Find(message.Topic, add: true)!;
            node.Message = message;
            _bytes += growth;
            if (before is null)
            {
                _count++;
                CollectionsMarshal.GetValueRefOrAddDefault(_perOwner, owner, out _)++;
            }

            return true;
        }
    }

    /// <summary>Removes a topic's message; whether there was one.</summary>
    public bool Remove(string topic)
    {
        lock (_gate)
        {
            return Remove(_root, topic, OwnerOf(topic));
        }
    }

    /// <summary>Every retained message whose topic a filter matches.</summary>
    public List<BrokerMessage> Match(string filter)
    {
        var matches = new List<BrokerMessage>();
        lock (_gate)
        {
            Match(_root, filter, isFirst: true, matches);
        }

        return matches;
    }

    private static int SizeOf(BrokerMessage message) => OutgoingQueue.SizeOf(message);

    private static string OwnerOf(string topic)
    {
        if (!topic.StartsWith("app/", StringComparison.Ordinal))
        {
            return string.Empty;
        }

        var end = topic.IndexOf('/', 4);
        return end < 0 ? topic : topic[..end];
    }

    private static void Match(RetainedNode node, ReadOnlySpan<char> filter, bool isFirst, List<BrokerMessage> matches)
    {
        var slash = filter.IndexOf('/');
        var level = slash < 0 ? filter : filter[..slash];
        if (level is "#")
        {
            CollectAll(node, isFirst, matches);
            return;
        }

        if (node.Children is null)
        {
            return;
        }

        if (level is not "+")
        {
            if (node.Children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child))
            {
                Descend(child, filter, slash, matches);
            }

            return;
        }

        foreach (var (name, child) in node.Children)
        {
            if (!isFirst || !name.StartsWith('$'))
            {
                Descend(child, filter, slash, matches);
            }
        }
    }

    private static void Descend(RetainedNode child, ReadOnlySpan<char> filter, int slash, List<BrokerMessage> matches)
    {
        if (slash >= 0)
        {
            Match(child, filter[(slash + 1)..], isFirst: false, matches);
        }
        else if (child.Message is not null)
        {
            matches.Add(child.Message);
        }
    }

    private static void CollectAll(RetainedNode node, bool isFirst, List<BrokerMessage> matches)
    {
        if (node.Message is not null)
        {
            matches.Add(node.Message);
        }

        if (node.Children is not null)
        {
            foreach (var (name, child) in node.Children)
            {
                if (!isFirst || !name.StartsWith('$'))
                {
                    CollectAll(child, isFirst: false, matches);
                }
            }
        }
    }

    private RetainedNode? Find(ReadOnlySpan<char> topic, bool add)
    {
        var node = _root;
        foreach (var range in topic.Split('/'))
        {
            var level = topic[range];
            if (node.Children is null && !add)
            {
                return null;
            }

            var children = (node.Children ??= new(capacity: 1, StringComparer.Ordinal)).GetAlternateLookup<ReadOnlySpan<char>>();
            if (!children.TryGetValue(level, out var child))
            {
                if (!add)
                {
                    return null;
                }

                child = new RetainedNode();
                children[level] = child;
            }

            node = child;
        }

        return node;
    }

    private bool Remove(RetainedNode node, ReadOnlySpan<char> rest, string owner)
    {
        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        if (node.Children is null || !node.Children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child))
        {
            return false;
        }

        bool removed;
        if (slash >= 0)
        {
            removed = Remove(child, rest[(slash + 1)..], owner);
        }
        else
        {
            removed = child.Message is not null;
            if (removed)
            {
                Forget(child, owner);
            }
        }

        if (child.IsEmpty)
        {
            node.Children.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
            node.Children = node.Children.Count > 0 ? node.Children : null;
        }

        return removed;
    }

    private void Forget(RetainedNode node, string owner)
    {
        _count--;
        _bytes -= SizeOf(node.Message!);
        node.Message = null;
        if (--CollectionsMarshal.GetValueRefOrAddDefault(_perOwner, owner, out _) == 0)
        {
            _perOwner.Remove(owner);
        }
    }
}
