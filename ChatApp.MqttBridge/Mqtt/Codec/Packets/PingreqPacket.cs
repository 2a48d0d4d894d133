namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>A client's sign of life (MQTT 5.0, 3.12).</summary>
internal sealed record PingreqPacket() : MqttPacket(MqttPacketType.Pingreq)
{
    public static readonly PingreqPacket Instance = new();
}
