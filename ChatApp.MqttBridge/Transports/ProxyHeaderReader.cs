using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace ChatApp.MqttBridge.Transports;

/// <summary>Reads the header of the PROXY protocol, version 1 or 2, which a proxy puts before the bytes of its client.</summary>
/// <remarks>
/// <code>
/// version 1:  PROXY TCP4 203.0.113.7 198.51.100.1 51234 1883\r\n                     at most 107 bytes
/// version 2:  0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A | 2C | FF | LL LL | addresses | further fields
///             signature                            version and command, family and protocol, length of the rest
/// </code>
/// </remarks>
internal static class ProxyHeaderReader
{
    private const int MaxLineBytes = 107;
    private const int FixedBytes = 16;

    // Addresses take 36 bytes at most; what follows them are fields that nobody here reads.
    private const int MaxRestBytes = 2_048;

    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];
    private static readonly byte[] LineStart = "PROXY "u8.ToArray();

    /// <summary>Reads the header from the beginning of the buffer, and moves the buffer behind it.</summary>
    /// <param name="header">The header; <see langword="null"/> with <see langword="true"/> when the bytes are none.</param>
    /// <returns>Whether it is clear what the bytes are; not while more have to come.</returns>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out ProxyHeader? header)
    {
        header = null;
        Span<byte> head = stackalloc byte[FixedBytes];
        var known = (int)Math.Min(buffer.Length, FixedBytes);
        buffer.Slice(0, known).CopyTo(head);
        head = head[..known];
        if (Begins(head, Signature))
        {
            return TryReadBinary(head, ref buffer, out header);
        }

        return !Begins(head, LineStart) || TryReadLine(ref buffer, out header);
    }

    // True also while too little has come to tell.
    private static bool Begins(ReadOnlySpan<byte> head, ReadOnlySpan<byte> start)
    {
        var common = Math.Min(head.Length, start.Length);
        return head[..common].SequenceEqual(start[..common]);
    }

    private static bool TryReadBinary(ReadOnlySpan<byte> head, ref ReadOnlySequence<byte> buffer, out ProxyHeader? header)
    {
        header = null;
        if (head.Length < FixedBytes)
        {
            return false;
        }

        var rest = BinaryPrimitives.ReadUInt16BigEndian(head[14..]);
        if (head[12] >> 4 != 2 || rest > MaxRestBytes)
        {
            return true;
        }

        if (buffer.Length < FixedBytes + rest)
        {
            return false;
        }

        var addresses = buffer.Slice(FixedBytes, rest).ToArray();
        header = (head[12] & 0x0F, head[13]) switch
        {
            (0, _) => new ProxyHeader(Client: null),
            (1, 0x11) when rest >= 12 => Of(addresses.AsSpan(0, 4), addresses.AsSpan(8)),
            (1, 0x21) when rest >= 36 => Of(addresses.AsSpan(0, 16), addresses.AsSpan(32)),
            (1, 0x00) => new ProxyHeader(Client: null),
            _ => null,
        };
        buffer = buffer.Slice(FixedBytes + rest);
        return true;
    }

    private static ProxyHeader Of(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port)
        => new(new IPEndPoint(new IPAddress(address), BinaryPrimitives.ReadUInt16BigEndian(port)));

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ProxyHeader? header)
    {
        header = null;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            return buffer.Length >= MaxLineBytes;
        }

        if (line.Length >= MaxLineBytes)
        {
            return true;
        }

        var text = Encoding.ASCII.GetString(line);
        buffer = reader.UnreadSequence;
        if (text.EndsWith('\r'))
        {
            header = Of(text[..^1].Split(' '));
        }

        return true;
    }

    private static ProxyHeader? Of(string[] words) => words switch
    {
        ["PROXY", "UNKNOWN", ..] => new ProxyHeader(Client: null),
        ["PROXY", "TCP4" or "TCP6", var source, _, var port, _]
            when IPAddress.TryParse(source, out var address)
                && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new ProxyHeader(new IPEndPoint(address, number)),
        _ => null,
    };
}
