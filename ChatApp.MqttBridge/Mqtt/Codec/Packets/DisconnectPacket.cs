namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The last packet of a connection (MQTT 5.0, 3.14). In 3.1.1 only clients send it, and without a reason.</summary>
internal sealed record DisconnectPacket(ReasonCode Reason, MqttProperties Properties) : MqttPacket(MqttPacketType.Disconnect);
