using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>The last topics that one connection published to: most have one, and its name need not be decoded again for each message.</summary>
internal sealed class TopicCache
{
    private const int Size = 8;

    private readonly TopicName?[] _names = new TopicName?[Size];
    private int _next;

    /// <summary>The topic of these bytes.</summary>
    /// <exception cref="ProtocolViolationException">They are no topic name.</exception>
    public TopicName Find(ReadOnlySpan<byte> utf8)
    {
        foreach (var name in _names)
        {
            if (name is not null && utf8.SequenceEqual(name.Utf8))
            {
                return name;
            }
        }

        var text = StrictUtf8.Decode(utf8);
        return TopicNames.IsValid(text) ? Add(new TopicName(text)) : throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
    }

    /// <summary>The topic of a name that was read already.</summary>
    public TopicName Find(string text)
    {
        foreach (var name in _names)
        {
            if (name?.Text == text)
            {
                return name;
            }
        }

        return Add(new TopicName(text));
    }

    private TopicName Add(TopicName name)
    {
        _names[_next] = name;
        _next = (_next + 1) % Size;
        return name;
    }
}
