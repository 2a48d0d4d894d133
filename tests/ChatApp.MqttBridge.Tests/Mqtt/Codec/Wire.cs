using System.Buffers;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

/// <summary>Bytes to packets and back, for tests.</summary>
internal static class Wire
{
    public const int MaxPacketBytes = 256 * 1024;

    public static readonly MqttReadLimits Limits = new(MaxFilters: 64, MaxUserProperties: 64);

    /// <summary>Bytes written as hexadecimal digits; blanks between them do not matter.</summary>
    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", string.Empty, StringComparison.Ordinal));

    public static MqttPacket Read(byte[] bytes, MqttVersion version, MqttReadLimits? limits = null)
        => Read(new ReadOnlySequence<byte>(bytes), version, limits);

    public static MqttPacket Read(ReadOnlySequence<byte> bytes, MqttVersion version, MqttReadLimits? limits = null)
    {
        Assert.True(MqttFrameReader.TryRead(ref bytes, MaxPacketBytes, out var frame), "The packet is not all there.");
        Assert.True(bytes.IsEmpty, "Bytes are left after the packet.");
        return MqttPacketReader.Read(frame, version, limits ?? Limits);
    }

    public static T Read<T>(byte[] bytes, MqttVersion version)
        where T : MqttPacket => Assert.IsType<T>(Read(bytes, version));

    public static byte[] Write(MqttPacket packet, MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.Write(output, packet, version);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The error that reading these bytes ends with.</summary>
    public static ProtocolError ErrorOf(byte[] bytes, MqttVersion version)
        => Assert.Throws<ProtocolViolationException>(() => Read(bytes, version)).Error;

    /// <summary>The same bytes with every byte in a segment of its own, as a network may cut them.</summary>
    public static ReadOnlySequence<byte> Shredded(byte[] bytes)
    {
        var first = new Segment(ReadOnlyMemory<byte>.Empty, previous: null);
        var last = first;
        for (var i = 0; i < bytes.Length; i++)
        {
            last = new Segment(bytes.AsMemory(i, 1), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>A packet from its first byte and its body, with the right remaining length.</summary>
    public static byte[] Packet(byte header, params ReadOnlySpan<byte> body)
    {
        var bytes = new byte[1 + VariableIntegers.Size(body.Length) + body.Length];
        bytes[0] = header;
        var size = VariableIntegers.Write(bytes.AsSpan(1), body.Length);
        body.CopyTo(bytes.AsSpan(1 + size));
        return bytes;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
