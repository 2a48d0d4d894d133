using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A message on its way to everyone who subscribed to it.</summary>
internal readonly ref struct Publication(string topic, PublishParts parts, QoS qos, bool retain, DateTimeOffset? expiresAt, PublicationBuffers buffers)
{
    public string Topic { get; } = topic;

    public PublishParts Parts { get; } = parts;

    public QoS QoS { get; } = qos;

    /// <summary>Whether it came with the RETAIN flag.</summary>
    public bool Retain { get; } = retain;

    public PublicationBuffers Buffers { get; } = buffers;

    /// <summary>The message as it is kept; the same one for all receivers.</summary>
    public BrokerMessage Message => Buffers.Message ??= new BrokerMessage(
        Topic, Parts.Payload.ToArray(), Parts.Properties.IsEmpty ? default(ReadOnlyMemory<byte>) : Parts.Properties.ToArray(), (byte)QoS, expiresAt);
}
