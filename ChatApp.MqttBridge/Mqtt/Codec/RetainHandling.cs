namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>When a subscription is sent the retained messages that match it (MQTT 5.0, 3.8.3.1).</summary>
internal enum RetainHandling : byte
{
    SendAtSubscribe = 0,
    SendIfNew = 1,
    DoNotSend = 2,
}
