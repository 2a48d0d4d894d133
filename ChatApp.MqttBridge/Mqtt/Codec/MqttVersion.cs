namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The protocol versions spoken here, with their numbers in CONNECT.</summary>
internal enum MqttVersion : byte
{
    /// <summary>MQTT 3.1.1.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V500 = 5,
}
