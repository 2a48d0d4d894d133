namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>One control packet, as its fields.</summary>
internal abstract record MqttPacket(MqttPacketType Type);
