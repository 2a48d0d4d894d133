using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Writes a packet's fields into memory of the counted size.</summary>
internal ref struct SpanSink(Span<byte> destination) : IMqttSink
{
    private readonly Span<byte> _destination = destination;

    public int Written { get; private set; }

    private readonly Span<byte> Free => _destination[Written..];

    public void Byte(byte value) => _destination[Written++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Free, value);
        Written += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Free, value);
        Written += sizeof(uint);
    }

    public void VariableInteger(int value) => Written += VariableIntegers.Write(Free, value);

    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value, Free[sizeof(ushort)..]);
        UInt16(checked((ushort)bytes));
        Written += bytes;
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        UInt16(checked((ushort)value.Length));
        value.CopyTo(Free);
        Written += value.Length;
    }

    public void Rest(ReadOnlySequence<byte> value)
    {
        value.CopyTo(Free);
        Written += (int)value.Length;
    }
}
