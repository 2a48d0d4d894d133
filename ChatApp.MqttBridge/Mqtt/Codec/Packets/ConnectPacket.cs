namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>A client's first packet (MQTT 5.0, 3.1).</summary>
/// <param name="CleanStart">"Clean session" in 3.1.1.</param>
/// <param name="KeepAlive">Seconds; 0 asks for none.</param>
internal sealed record ConnectPacket(
    MqttVersion Version,
    string ClientId,
    bool CleanStart,
    ushort KeepAlive,
    MqttProperties Properties,
    MqttWill? Will,
    string? UserName,
    ReadOnlyMemory<byte>? Password) : MqttPacket(MqttPacketType.Connect);
