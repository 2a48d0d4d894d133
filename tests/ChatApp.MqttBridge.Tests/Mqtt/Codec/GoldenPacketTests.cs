using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class GoldenPacketTests
{
    public static TheoryData<string, string> Names => new(GoldenPackets.All.Select(golden => (golden.Version.ToString(), golden.Name)));

    /// <summary>All but PUBLISH, whose flags mean something.</summary>
    public static TheoryData<string, string> NamesWithReservedFlags => new(GoldenPackets.All
        .Where(golden => golden.Packet.Type != MqttPacketType.Publish)
        .Select(golden => (golden.Version.ToString(), golden.Name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packet_is_read_as_the_specification_draws_it(string version, string name)
    {
        var golden = Find(version, name);

        PacketComparison.AssertSame(golden.Packet, Wire.Read(Wire.Hex(golden.Bytes), golden.Version));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packet_is_read_the_same_when_every_byte_comes_alone(string version, string name)
    {
        var golden = Find(version, name);

        PacketComparison.AssertSame(golden.Packet, Wire.Read(Wire.Shredded(Wire.Hex(golden.Bytes)), golden.Version));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packet_is_written_as_the_specification_draws_it(string version, string name)
    {
        var golden = Find(version, name);

        var bytes = Wire.Write(golden.Packet, golden.Version);

        Assert.Equal(Wire.Hex(golden.Bytes), bytes);
        Assert.Equal(bytes.Length, MqttPacketWriter.SizeOf(golden.Packet, golden.Version));
    }

    [Fact]
    public void Every_packet_of_both_versions_is_among_the_golden_ones()
    {
        foreach (var version in Enum.GetValues<MqttVersion>())
        {
            var types = Enum.GetValues<MqttPacketType>()
                .Where(type => type != MqttPacketType.Will && (version == MqttVersion.V500 || type != MqttPacketType.Auth));

            Assert.Equal(types, GoldenPackets.All.Where(golden => golden.Version == version).Select(golden => golden.Packet.Type).Distinct().Order());
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithReservedFlags))]
    public void MQTT_2_1_3_1_Every_other_value_of_the_reserved_flags_is_refused(string version, string name)
    {
        var golden = Find(version, name);
        var bytes = Wire.Hex(golden.Bytes);
        for (var flags = 0; flags < 16; flags++)
        {
            var wrong = bytes.ToArray();
            wrong[0] = (byte)((wrong[0] & 0xF0) | flags);
            if (wrong[0] != bytes[0])
            {
                Assert.Equal(ProtocolError.WrongFlags, Wire.ErrorOf(wrong, golden.Version));
            }
        }
    }

    [Theory]
    [InlineData(MqttVersion.V311, "00 00")]
    [InlineData(MqttVersion.V500, "00 00")]
    [InlineData(MqttVersion.V311, "F0 00")]
    public void Reserved_packet_types_are_refused(object version, string bytes)
        => Assert.Equal(ProtocolError.ReservedPacketType, Wire.ErrorOf(Wire.Hex(bytes), (MqttVersion)version));

    private static (string Name, MqttVersion Version, string Bytes, MqttBridge.Mqtt.Codec.Packets.MqttPacket Packet) Find(string version, string name)
        => GoldenPackets.All.Single(golden => golden.Name == name && golden.Version.ToString() == version);
}
