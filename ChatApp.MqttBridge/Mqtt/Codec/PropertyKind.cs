namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>How a property's value is written on the wire.</summary>
internal enum PropertyKind
{
    Byte,
    UInt16,
    UInt32,
    VariableInteger,
    Text,
    Binary,
    TextPair,
}
