using System.Buffers;

namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>A message (MQTT 5.0, 3.3).</summary>
/// <param name="Topic">Empty only in 5.0, beside a topic alias.</param>
/// <param name="PacketIdentifier">0 exactly when the quality of service is "at most once".</param>
/// <param name="Payload">Points into the read buffer when the packet was read: valid until the handler returns.</param>
internal sealed record PublishPacket(
    string Topic,
    QoS QoS,
    bool Duplicate,
    bool Retain,
    ushort PacketIdentifier,
    MqttProperties Properties,
    ReadOnlySequence<byte> Payload) : MqttPacket(MqttPacketType.Publish);
