namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>One step of an enhanced authentication (MQTT 5.0, 3.15).</summary>
internal sealed record AuthPacket(ReasonCode Reason, MqttProperties Properties) : MqttPacket(MqttPacketType.Auth);
