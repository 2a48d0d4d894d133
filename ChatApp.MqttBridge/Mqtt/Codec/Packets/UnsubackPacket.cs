namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The answer to UNSUBSCRIBE (MQTT 5.0, 3.11). In 3.1.1 it has no reasons.</summary>
internal sealed record UnsubackPacket(ushort PacketIdentifier, IReadOnlyList<ReasonCode> Reasons, MqttProperties Properties)
    : MqttPacket(MqttPacketType.Unsuback);
