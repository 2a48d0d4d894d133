namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>Asks for no more messages (MQTT 5.0, 3.10).</summary>
internal sealed record UnsubscribePacket(ushort PacketIdentifier, IReadOnlyList<string> Filters, MqttProperties Properties)
    : MqttPacket(MqttPacketType.Unsubscribe);
