namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>Asks for messages (MQTT 5.0, 3.8).</summary>
internal sealed record SubscribePacket(ushort PacketIdentifier, IReadOnlyList<TopicSubscription> Subscriptions, MqttProperties Properties)
    : MqttPacket(MqttPacketType.Subscribe);
