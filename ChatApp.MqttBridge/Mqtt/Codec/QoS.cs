namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>How hard a message is tried to be delivered.</summary>
internal enum QoS : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}
