using System.Buffers;
using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Reads the fields of one packet's body. Nothing is allocated for a field before its length is known to be there.</summary>
internal ref struct MqttBodyReader(ReadOnlySequence<byte> body)
{
    private SequenceReader<byte> _reader = new(body);

    public readonly bool AtEnd => _reader.End;

    public readonly long Remaining => _reader.Remaining;

    public byte ReadByte() => _reader.TryRead(out var value) ? value : throw Truncated();

    public ushort ReadUInt16() => _reader.TryReadBigEndian(out short value) ? unchecked((ushort)value) : throw Truncated();

    public uint ReadUInt32() => _reader.TryReadBigEndian(out int value) ? unchecked((uint)value) : throw Truncated();

    public ushort ReadPacketIdentifier()
    {
        var identifier = ReadUInt16();
        return identifier != 0 ? identifier : throw new ProtocolViolationException(ProtocolError.ZeroPacketIdentifier);
    }

    public int ReadVariableInteger()
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var next = ReadByte();
            value |= (next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0)
            {
                // MQTT 5.0, 1.5.5-1: the fewest bytes.
                return next != 0 || i == 0 ? value : throw new ProtocolViolationException(ProtocolError.MalformedVariableInteger);
            }
        }

        throw new ProtocolViolationException(ProtocolError.MalformedVariableInteger);
    }

    public string ReadText()
    {
        var bytes = Take(ReadUInt16());
        if (bytes.IsSingleSegment)
        {
            return StrictUtf8.Decode(bytes.FirstSpan);
        }

        var length = (int)bytes.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes.CopyTo(rented);
            return StrictUtf8.Decode(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    public byte[] ReadBinary() => Take(ReadUInt16()).ToArray();

    /// <summary>The next bytes, still in the connection's read buffer.</summary>
    public ReadOnlySequence<byte> Take(long length)
    {
        if (_reader.Remaining < length)
        {
            throw Truncated();
        }

        var taken = _reader.UnreadSequence.Slice(0, length);
        _reader.Advance(length);
        return taken;
    }

    /// <summary>Takes exactly as many bytes as the destination holds, or none.</summary>
    public bool TryCopy(scoped Span<byte> destination)
    {
        if (!_reader.TryCopyTo(destination))
        {
            return false;
        }

        _reader.Advance(destination.Length);
        return true;
    }

    public readonly void ExpectEnd()
    {
        if (!_reader.End)
        {
            throw new ProtocolViolationException(ProtocolError.TrailingBytes);
        }
    }

    private static ProtocolViolationException Truncated() => new(ProtocolError.TruncatedPacket);
}
