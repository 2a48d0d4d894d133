using System.Buffers;
using System.Text;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Counts the bytes of a packet without writing them.</summary>
internal struct CountingSink : IMqttSink
{
    public int Count { get; private set; }

    public void Byte(byte value) => Count++;

    public void UInt16(ushort value) => Count += sizeof(ushort);

    public void UInt32(uint value) => Count += sizeof(uint);

    public void VariableInteger(int value) => Count += VariableIntegers.Size(value);

    public void Text(string value) => Count += sizeof(ushort) + Encoding.UTF8.GetByteCount(value);

    public void Binary(ReadOnlySpan<byte> value) => Count += sizeof(ushort) + value.Length;

    public void Rest(ReadOnlySequence<byte> value) => Count += (int)value.Length;
}
