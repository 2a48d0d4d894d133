namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The answer to SUBSCRIBE, a reason for each filter in its order (MQTT 5.0, 3.9).</summary>
internal sealed record SubackPacket(ushort PacketIdentifier, IReadOnlyList<ReasonCode> Reasons, MqttProperties Properties)
    : MqttPacket(MqttPacketType.Suback);
