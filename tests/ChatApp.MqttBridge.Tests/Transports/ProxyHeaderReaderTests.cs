using System.Buffers;
using System.Net;
using System.Text;
using ChatApp.MqttBridge.Transports;

namespace ChatApp.MqttBridge.Tests.Transports;

public sealed class ProxyHeaderReaderTests
{
    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    public static TheoryData<byte[], string> Headers => new()
    {
        { Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7 198.51.100.1 51234 1883\r\n"), "203.0.113.7:51234" },
        { Encoding.ASCII.GetBytes("PROXY TCP6 2001:db8::7 2001:db8::1 51234 1883\r\n"), "[2001:db8::7]:51234" },
        { Encoding.ASCII.GetBytes("PROXY UNKNOWN\r\n"), "own" },
        { [.. Signature, 0x21, 0x11, 0x00, 0x0C, 203, 0, 113, 7, 198, 51, 100, 1, 0xC8, 0x22, 0x07, 0x5B], "203.0.113.7:51234" },
        { [.. Signature, 0x21, 0x11, 0x00, 0x10, 203, 0, 113, 7, 198, 51, 100, 1, 0xC8, 0x22, 0x07, 0x5B, 0x04, 0x00, 0x01, 0x00], "203.0.113.7:51234" },
        { [.. Signature, 0x21, 0x21, 0x00, 0x24, .. IPAddress.Parse("2001:db8::7").GetAddressBytes(), .. new byte[16], 0xC8, 0x22, 0x07, 0x5B], "[2001:db8::7]:51234" },
        { [.. Signature, 0x20, 0x00, 0x00, 0x00], "own" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_is_read_however_it_is_cut_and_the_clients_bytes_stay(byte[] bytes, string client)
    {
        byte[] all = [.. bytes, 0x10, 0x02];
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = new ReadOnlySequence<byte>(all, 0, length);
            Assert.False(ProxyHeaderReader.TryRead(ref part, out _), $"after {length} bytes");
        }

        var buffer = new ReadOnlySequence<byte>(all);
        Assert.True(ProxyHeaderReader.TryRead(ref buffer, out var header));
        Assert.Equal(client == "own" ? null : IPEndPoint.Parse(client), header!.Client);
        Assert.Equal([0x10, 0x02], buffer.ToArray());
    }

    public static TheoryData<byte[]> Others => new()
    {
        (byte[])[0x10, 0x02],
        (byte[])[0x16, 0x03, 0x01],
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n"),
        Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7 198.51.100.1 51234 1883\n"),
        Encoding.ASCII.GetBytes("PROXY TCP4 nowhere 198.51.100.1 51234 1883\r\n"),
        Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7 198.51.100.1 99999 1883\r\n"),
        Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7\r\n"),
        Encoding.ASCII.GetBytes("PROXY " + new string('x', 200)),
        (byte[])[.. Signature, 0x11, 0x11, 0x00, 0x0C, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        (byte[])[.. Signature, 0x21, 0x11, 0xFF, 0xFF],
        (byte[])[.. Signature, 0x21, 0x11, 0x00, 0x04, 1, 2, 3, 4],
        (byte[])[.. Signature, 0x22, 0x11, 0x00, 0x0C, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_header_is_known_to_be_none(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);

        Assert.True(ProxyHeaderReader.TryRead(ref buffer, out var header));
        Assert.Null(header);
    }
}
