namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Variable byte integers, 7 bits a byte, lowest first (MQTT 5.0, 1.5.5).</summary>
internal static class VariableIntegers
{
    public const int Max = 268_435_455;

    public static int Size(int value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        <= Max => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, message: null),
    };

    /// <returns>How many bytes were written.</returns>
    public static int Write(Span<byte> destination, int value)
    {
        var size = Size(value);
        for (var i = 0; i < size; i++)
        {
            destination[i] = (byte)((value & 0x7F) | (i < size - 1 ? 0x80 : 0));
            value >>= 7;
        }

        return size;
    }
}
