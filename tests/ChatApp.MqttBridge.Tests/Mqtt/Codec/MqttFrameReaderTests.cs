using System.Buffers;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class MqttFrameReaderTests
{
    [Fact]
    public void Packets_are_cut_out_of_the_stream_however_the_network_cuts_the_bytes()
    {
        byte[] publishThenPing = [0x30, 3, 1, 2, 3, 0xC0, 0];
        for (var cut = 0; cut <= publishThenPing.Length; cut++)
        {
            var buffer = new ReadOnlySequence<byte>(publishThenPing, 0, cut);
            var read = 0;
            while (MqttFrameReader.TryRead(ref buffer, Wire.MaxPacketBytes, out _))
            {
                read++;
            }

            Assert.Equal(cut switch { < 5 => 0, < 7 => 1, _ => 2 }, read);
            Assert.Equal(cut switch { < 5 => cut, < 7 => cut - 5, _ => 0 }, buffer.Length);
        }
    }

    [Theory] // MQTT 5.0, table 1-1: the first and last value of each size.
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "80 01")]
    [InlineData(16_383, "FF 7F")]
    [InlineData(16_384, "80 80 01")]
    [InlineData(2_097_151, "FF FF 7F")]
    [InlineData(2_097_152, "80 80 80 01")]
    [InlineData(268_435_455, "FF FF FF 7F")]
    public void Remaining_lengths_are_written_as_the_specification_says(int value, string expected)
    {
        var bytes = new byte[4];

        var size = VariableIntegers.Write(bytes, value);

        Assert.Equal(Wire.Hex(expected), bytes[..size]);
    }

    [Theory]
    [InlineData("10 FF FF FF FF")]
    [InlineData("10 80 80 80 80 01")]
    [InlineData("10 FF FF FF FF 7F")]
    public void P01_A_remaining_length_of_five_bytes_is_refused_at_once(string bytes)
        => Assert.Equal(ProtocolError.MalformedRemainingLength, ErrorOf(Wire.Hex(bytes)));

    [Theory]
    [InlineData("C0 80 00")]
    [InlineData("C0 80 80 00")]
    public void MQTT_1_5_5_1_A_remaining_length_uses_the_fewest_bytes(string bytes)
        => Assert.Equal(ProtocolError.MalformedRemainingLength, ErrorOf(Wire.Hex(bytes)));

    [Fact]
    public void P02_A_length_above_the_limit_is_refused_before_any_of_the_body_arrives()
        => Assert.Equal(ProtocolError.PacketTooLarge, ErrorOf(Wire.Hex("30 FF FF FF 7F")));

    [Fact]
    public void P02_The_limit_counts_the_whole_packet_and_is_exact()
    {
        var atLimit = new byte[100];
        atLimit[0] = 0x30;
        atLimit[1] = 98;
        var buffer = new ReadOnlySequence<byte>(atLimit);

        Assert.True(MqttFrameReader.TryRead(ref buffer, maxPacketBytes: 100, out var frame));
        Assert.Equal(98, frame.Body.Length);

        var pastLimit = new ReadOnlySequence<byte>([0x30, 99]);
        var error = Assert.Throws<ProtocolViolationException>(() => MqttFrameReader.TryRead(ref pastLimit, maxPacketBytes: 100, out _)).Error;
        Assert.Equal(ProtocolError.PacketTooLarge, error);
    }

    [Fact]
    public void P01_Refusing_an_announced_length_allocates_nothing_for_it()
    {
        byte[] huge = [0x30, 0xFF, 0xFF, 0xFF, 0x7F];
        ErrorOf(huge);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ErrorOf(huge);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    private static ProtocolError ErrorOf(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        return Assert.Throws<ProtocolViolationException>(() => MqttFrameReader.TryRead(ref buffer, Wire.MaxPacketBytes, out _)).Error;
    }
}
