namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5.0, 3.4 to 3.7): four packets of one shape.</summary>
internal sealed record AcknowledgementPacket(MqttPacketType Type, ushort PacketIdentifier, ReasonCode Reason, MqttProperties Properties)
    : MqttPacket(Type);
