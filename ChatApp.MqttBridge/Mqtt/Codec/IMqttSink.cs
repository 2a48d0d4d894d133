using System.Buffers;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>
/// Where a packet's fields go. A packet is written twice by the same code: once to be counted, for its length comes first on the
/// wire, and once into exactly that many bytes.
/// </summary>
internal interface IMqttSink
{
    void Byte(byte value);

    void UInt16(ushort value);

    void UInt32(uint value);

    void VariableInteger(int value);

    /// <summary>A string with its length.</summary>
    void Text(string value);

    /// <summary>Bytes with their length.</summary>
    void Binary(ReadOnlySpan<byte> value);

    /// <summary>Bytes without a length, to the end of the packet.</summary>
    void Rest(ReadOnlySequence<byte> value);
}
