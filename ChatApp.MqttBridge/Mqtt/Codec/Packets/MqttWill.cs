namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>The message that a client asks to have published when its connection fails.</summary>
internal sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS, bool Retain, MqttProperties Properties);
