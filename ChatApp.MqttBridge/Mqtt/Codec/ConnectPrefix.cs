using System.Buffers;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Tells what cannot be a CONNECT by its first bytes.</summary>
internal static class ConnectPrefix
{
    private const byte Header = (byte)MqttPacketType.Connect << 4;
    private const byte More = 0x80;
    private const int MaxLengthBytes = 4;

    // The protocol's name, with its length before it.
    private static ReadOnlySpan<byte> Name => "\0\u0004MQTT"u8;

    /// <summary>Whether bytes may be the beginning of a CONNECT, as far as they are there.</summary>
    public static bool MayBe(ReadOnlySequence<byte> bytes)
    {
        Span<byte> first = stackalloc byte[1 + MaxLengthBytes + Name.Length];
        var there = (int)Math.Min(bytes.Length, first.Length);
        bytes.Slice(0, there).CopyTo(first);
        first = first[..there];
        if (first.IsEmpty)
        {
            return true;
        }

        if (first[0] != Header)
        {
            return false;
        }

        // A length that is none is found by who reads it, with its own name.
        first = first[1..];
        for (var i = 0; i < MaxLengthBytes && i < first.Length; i++)
        {
            if ((first[i] & More) == 0)
            {
                var name = first[(i + 1)..];
                name = name[..Math.Min(name.Length, Name.Length)];
                return name.SequenceEqual(Name[..name.Length]);
            }
        }

        return true;
    }
}
