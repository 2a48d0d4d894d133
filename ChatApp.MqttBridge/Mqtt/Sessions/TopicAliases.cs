using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The short numbers that a client of 5.0 gave to topics on this connection (MQTT 5.0, 3.3.2.3.4).</summary>
internal sealed class TopicAliases(int maximum)
{
    private string?[]? _topics;

    /// <summary>The bytes of the topics.</summary>
    public int HeldBytes { get; private set; }

    /// <summary>Sets an alias, or finds the topic of one.</summary>
    /// <exception cref="ProtocolViolationException">The alias is above the maximum, or has no topic yet.</exception>
    public string Resolve(string topic, uint? alias)
    {
        if (alias is not { } number)
        {
            return topic;
        }

        if (number > maximum)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidTopicAlias);
        }

        _topics ??= new string?[maximum];
        if (topic.Length > 0)
        {
            HeldBytes += sizeof(char) * (topic.Length - (_topics[number - 1]?.Length ?? 0));
            _topics[number - 1] = topic;
            return topic;
        }

        return _topics[number - 1] ?? throw new ProtocolViolationException(ProtocolError.InvalidTopicAlias);
    }
}
