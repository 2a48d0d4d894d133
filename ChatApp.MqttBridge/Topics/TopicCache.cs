using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>The last topics that one connection published to: most have one, and its name need not be decoded again for each message.</summary>
internal sealed class TopicCache
{
    private const int Size = 8;

    private readonly TopicName?[] _names = new TopicName?[Size];
    private int _next;

    /// <summary>The bytes of the names.</summary>
    public int HeldBytes { get; private set; }

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

    private static int SizeOf(TopicName? name) => name is null ? 0 : (sizeof(char) * name.Text.Length) + name.Utf8.Length;

    private TopicName Add(TopicName name)
    {
        HeldBytes += SizeOf(name) - SizeOf(_names[_next]);
        _names[_next] = name;
        _next = (_next + 1) % Size;
        return name;
    }
}
