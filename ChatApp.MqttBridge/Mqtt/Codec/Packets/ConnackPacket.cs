namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The answer to CONNECT (MQTT 5.0, 3.2). In 3.1.1 the reason is one of six return codes.</summary>
internal sealed record ConnackPacket(bool SessionPresent, ReasonCode Reason, MqttProperties Properties) : MqttPacket(MqttPacketType.Connack);
