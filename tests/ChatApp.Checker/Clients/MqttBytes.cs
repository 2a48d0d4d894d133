using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ChatApp.Checker.Clients;

/// <summary>The few packets of MQTT 5.0 that a chat client needs, written and read apart from the product's own codec.</summary>
internal static class MqttBytes
{
    // MQTT 5.0, 2.2.2.2.
    private const byte SessionExpiryInterval = 0x11;
    private const byte ReasonString = 0x1F;
    private const byte UserProperty = 0x26;

    public static byte[] Connect(string device, string user, string password)
    {
        var body = new List<byte>();
        Text(body, "MQTT");

        // Version 5, user name and password, not a clean start, 60 s keep alive; the session outlives the connection by an hour.
        body.AddRange([5, 0b1100_0000, 0, 60, 5, SessionExpiryInterval, 0, 0, 0x0E, 0x10]);
        Text(body, device);
        Text(body, user);
        Text(body, password);
        return Packet(0x10, body);
    }

    public static byte[] Subscribe(string filter, ushort identifier)
    {
        var body = new List<byte>();
        Number(body, identifier);
        body.Add(0);
        Text(body, filter);
        body.Add(1);
        return Packet(0x82, body);
    }

    public static byte[] Publish(string topic, ushort identifier, byte[] payload)
    {
        var body = new List<byte>();
        Text(body, topic);
        Number(body, identifier);
        body.Add(0);
        body.AddRange(payload);
        return Packet(0x32, body);
    }

    public static byte[] Puback(ushort identifier)
    {
        var body = new List<byte>();
        Number(body, identifier);
        return Packet(0x40, body);
    }

    public static async Task<(byte Head, byte[] Body)> ReadPacketAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, cancellationToken);
        var head = one[0];
        var (length, shift) = (0, 0);
        do
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while (one[0] >= 0x80);

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return (head, body);
    }

    public static (ushort Identifier, byte[] Payload) ReadPublish(byte[] body)
    {
        var at = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
        var identifier = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += 2;
        var properties = ReadLength(body, ref at);
        return (identifier, body[(at + properties)..]);
    }

    public static (ushort Identifier, byte Reason, string? Error, IReadOnlyDictionary<string, string> Properties) ReadPuback(byte[] body)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        string? error = null;
        if (body.Length > 3)
        {
            var at = 3;
            var end = ReadLength(body, ref at) + at;
            while (at < end)
            {
                switch (body[at++])
                {
                    case ReasonString:
                        error = ReadText(body, ref at);
                        break;
                    case UserProperty:
                        var name = ReadText(body, ref at);
                        properties[name] = ReadText(body, ref at);
                        break;
                    default:
                        throw new IOException("A PUBACK has a property that does not belong there.");
                }
            }
        }

        return (BinaryPrimitives.ReadUInt16BigEndian(body), body.Length > 2 ? body[2] : (byte)0, error, properties);
    }

    private static int ReadLength(byte[] body, ref int at)
    {
        var (length, shift) = (0, 0);
        byte part;
        do
        {
            part = body[at++];
            length |= (part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return length;
    }

    private static string ReadText(byte[] body, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += 2 + length;
        return Encoding.UTF8.GetString(body, at - length, length);
    }

    private static void Text(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(body, (ushort)bytes.Length);
        body.AddRange(bytes);
    }

    private static void Number(List<byte> body, ushort number) => body.AddRange([(byte)(number >> 8), (byte)number]);

    private static byte[] Packet(byte head, List<byte> body)
    {
        var packet = new List<byte> { head };
        var length = body.Count;
        do
        {
            packet.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        packet.AddRange(body);
        return [.. packet];
    }
}
