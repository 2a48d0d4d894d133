namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The control packets, with their numbers in the high half of the first byte (MQTT 5.0, 2.1.2).</summary>
internal enum MqttPacketType : byte
{
    /// <summary>0 is reserved on the wire; here it stands for the will inside CONNECT, which has properties of its own.</summary>
    Will = 0,
    Connect = 1,
    Connack = 2,
    Publish = 3,
    Puback = 4,
    Pubrec = 5,
    Pubrel = 6,
    Pubcomp = 7,
    Subscribe = 8,
    Suback = 9,
    Unsubscribe = 10,
    Unsuback = 11,
    Pingreq = 12,
    Pingresp = 13,
    Disconnect = 14,
    Auth = 15,
}
