namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>One property: a number, a text, bytes, or for a user property a name and a text.</summary>
internal readonly record struct MqttProperty
{
    private MqttProperty(PropertyId id, uint number = 0, string? text = null, string? name = null, ReadOnlyMemory<byte> bytes = default)
    {
        Id = id;
        Number = number;
        Text = text;
        Name = name;
        Bytes = bytes;
    }

    public PropertyId Id { get; }

    public uint Number { get; }

    public string? Text { get; }

    public string? Name { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static MqttProperty Of(PropertyId id, uint number) => new(id, number);

    public static MqttProperty Of(PropertyId id, string text) => new(id, text: text);

    public static MqttProperty Of(PropertyId id, ReadOnlyMemory<byte> bytes) => new(id, bytes: bytes);

    public static MqttProperty User(string name, string text) => new(PropertyId.UserProperty, text: text, name: name);
}
