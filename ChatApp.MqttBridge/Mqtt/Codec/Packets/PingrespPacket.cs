namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The answer to PINGREQ (MQTT 5.0, 3.13).</summary>
internal sealed record PingrespPacket() : MqttPacket(MqttPacketType.Pingresp)
{
    public static readonly PingrespPacket Instance = new();
}
