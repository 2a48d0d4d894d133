using System.Diagnostics;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class PropertyTests
{
    // MQTT 5.0, table 2-4, typed in from the standard: identifier, a valid value, the packets (and W for the will) that may carry it.
    private static readonly (byte Id, string Value, string Packets)[] Table =
    [
        (0x01, "01", "PUBLISH W"),
        (0x02, "00000001", "PUBLISH W"),
        (0x03, "0001 61", "PUBLISH W"),
        (0x08, "0001 61", "PUBLISH W"),
        (0x09, "0001 61", "PUBLISH W"),
        (0x0B, "01", "PUBLISH SUBSCRIBE"),
        (0x11, "00000001", "CONNECT CONNACK DISCONNECT"),
        (0x12, "0001 61", "CONNACK"),
        (0x13, "0001", "CONNACK"),
        (0x15, "0001 61", "CONNECT CONNACK AUTH"),
        (0x16, "0001 61 15 0001 61", "CONNECT CONNACK AUTH"), // authentication data needs a method beside it
        (0x17, "01", "CONNECT"),
        (0x18, "00000001", "W"),
        (0x19, "01", "CONNECT"),
        (0x1A, "0001 61", "CONNACK"),
        (0x1C, "0001 61", "CONNACK DISCONNECT"),
        (0x1F, "0001 61", "CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH"),
        (0x21, "0001", "CONNECT CONNACK"),
        (0x22, "0001", "CONNECT CONNACK"),
        (0x23, "0001", "PUBLISH"),
        (0x24, "01", "CONNACK"),
        (0x25, "01", "CONNACK"),
        (0x26, "0001 61 0001 62", "CONNECT CONNACK PUBLISH W PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE SUBACK UNSUBSCRIBE UNSUBACK DISCONNECT AUTH"),
        (0x27, "00000001", "CONNECT CONNACK"),
        (0x28, "01", "CONNACK"),
        (0x29, "01", "CONNACK"),
        (0x2A, "01", "CONNACK"),
    ];

    private static readonly string[] Packets =
        ["CONNECT", "CONNACK", "PUBLISH", "W", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK",
            "DISCONNECT", "AUTH"];

    [Fact]
    public void P10_Each_property_is_taken_in_the_packets_of_table_2_4_and_refused_in_all_others()
    {
        foreach (var (id, value, allowed) in Table)
        {
            foreach (var packet in Packets)
            {
                var bytes = With(packet, $"{id:X2} {value}");
                if (allowed.Split(' ').Contains(packet))
                {
                    Assert.NotNull(Wire.Read(bytes, MqttVersion.V500));
                }
                else
                {
                    Assert.Equal(ProtocolError.MisplacedProperty, Wire.ErrorOf(bytes, MqttVersion.V500));
                }
            }
        }
    }

    [Fact]
    public void P10_An_identifier_that_is_not_in_the_table_is_refused_in_every_packet()
    {
        var known = Table.Select(row => row.Id).ToHashSet();
        for (var id = 0; id < 0x80; id++)
        {
            if (known.Contains((byte)id))
            {
                continue;
            }

            foreach (var packet in Packets)
            {
                Assert.Equal(ProtocolError.UnknownProperty, Wire.ErrorOf(With(packet, $"{id:X2} 01"), MqttVersion.V500));
            }
        }

        Assert.Equal(ProtocolError.UnknownProperty, Wire.ErrorOf(With("CONNECT", "FF FF FF 7F"), MqttVersion.V500));
    }

    [Fact]
    public void P10_Every_property_but_the_two_repeatable_ones_is_refused_the_second_time()
    {
        foreach (var (id, value, allowed) in Table)
        {
            foreach (var packet in allowed.Split(' '))
            {
                var twice = With(packet, $"{id:X2} {value} {id:X2} {value}");
                if (id == 0x26 || (id == 0x0B && packet == "PUBLISH"))
                {
                    Assert.NotNull(Wire.Read(twice, MqttVersion.V500));
                }
                else
                {
                    Assert.Equal(ProtocolError.DuplicateProperty, Wire.ErrorOf(twice, MqttVersion.V500));
                }
            }
        }
    }

    [Theory]
    [InlineData("PUBLISH", "01 02", ProtocolError.InvalidPropertyValue)] // payload format 2
    [InlineData("CONNECT", "17 02", ProtocolError.InvalidPropertyValue)] // request problem information 2
    [InlineData("CONNECT", "19 FF", ProtocolError.InvalidPropertyValue)] // request response information 255
    [InlineData("CONNECT", "21 0000", ProtocolError.InvalidPropertyValue)] // receive maximum 0
    [InlineData("CONNECT", "27 00000000", ProtocolError.InvalidPropertyValue)] // maximum packet size 0
    [InlineData("SUBSCRIBE", "0B 00", ProtocolError.InvalidPropertyValue)] // subscription identifier 0
    [InlineData("PUBLISH", "23 0000", ProtocolError.InvalidTopicAlias)] // topic alias 0 (3.3.2-8)
    [InlineData("CONNACK", "24 02", ProtocolError.InvalidPropertyValue)] // maximum QoS 2
    [InlineData("CONNACK", "25 02", ProtocolError.InvalidPropertyValue)] // retain available 2
    [InlineData("CONNACK", "28 02", ProtocolError.InvalidPropertyValue)]
    [InlineData("CONNACK", "29 02", ProtocolError.InvalidPropertyValue)]
    [InlineData("CONNACK", "2A 02", ProtocolError.InvalidPropertyValue)]
    [InlineData("PUBLISH", "08 0003 612F2B", ProtocolError.InvalidTopicName)] // response topic a/+ (3.3.2-14)
    [InlineData("PUBLISH", "08 0000", ProtocolError.InvalidTopicName)]
    [InlineData("PUBLISH", "03 0002 C328", ProtocolError.MalformedString)] // content type (3.3.2-19)
    [InlineData("CONNECT", "26 0001 61 0002 C328", ProtocolError.MalformedString)] // user property (1.5.7-1)
    [InlineData("CONNECT", "26 0002 C328 0001 61", ProtocolError.MalformedString)]
    [InlineData("CONNECT", "16 0001 61", ProtocolError.UnexpectedAuthentication)] // data without a method
    [InlineData("SUBSCRIBE", "0B 80 00", ProtocolError.MalformedVariableInteger)] // 1.5.5-1
    [InlineData("SUBSCRIBE", "0B FF FF FF FF", ProtocolError.MalformedVariableInteger)]
    [InlineData("CONNECT", "11 0000", ProtocolError.TruncatedPacket)] // a value that the property length cuts off
    [InlineData("CONNECT", "26 0001 61", ProtocolError.TruncatedPacket)]
    public void P10_A_value_out_of_its_range_is_refused(string packet, string property, object error)
        => Assert.Equal(error, Wire.ErrorOf(With(packet, property), MqttVersion.V500));

    [Fact]
    public void P10_User_properties_are_counted_and_the_limit_is_exact()
    {
        var atLimit = string.Concat(Enumerable.Repeat("26 0001 61 0001 62 ", Wire.Limits.MaxUserProperties));

        Assert.NotNull(Wire.Read(With("CONNECT", atLimit), MqttVersion.V500));
        Assert.Equal(ProtocolError.TooManyUserProperties, Wire.ErrorOf(With("CONNECT", atLimit + "26 0001 61 0001 62"), MqttVersion.V500));
    }

    [Fact]
    public void P10_60_KB_of_user_properties_cost_next_to_nothing()
    {
        var bytes = With("CONNECT", string.Concat(Enumerable.Repeat("26 0000 0000 ", 12_000)));
        Wire.ErrorOf(bytes, MqttVersion.V500);

        // The best of several: the machine has other things to do.
        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Assert.Equal(ProtocolError.TooManyUserProperties, Wire.ErrorOf(bytes, MqttVersion.V500));
            return Stopwatch.GetElapsedTime(start);
        });
        Assert.True(best < TimeSpan.FromMilliseconds(5), $"{best.TotalMilliseconds} ms");
    }

    /// <summary>A packet with these properties, all else being valid.</summary>
    private static byte[] With(string packet, string properties)
    {
        var bytes = Wire.Hex(properties);
        var length = new byte[4];
        var size = VariableIntegers.Write(length, bytes.Length);
        var section = Convert.ToHexString(length.AsSpan(0, size)) + Convert.ToHexString(bytes);
        return packet switch
        {
            "CONNECT" => Packet(0x10, $"0004 4D515454 05 02 0000 {section} 0000"),
            "W" => Packet(0x10, $"0004 4D515454 05 06 0000 00 0000 {section} 0001 77 0000"),
            "CONNACK" => Packet(0x20, $"00 00 {section}"),
            "PUBLISH" => Packet(0x30, $"0001 61 {section}"),
            "PUBACK" => Packet(0x40, $"0001 00 {section}"),
            "PUBREC" => Packet(0x50, $"0001 00 {section}"),
            "PUBREL" => Packet(0x62, $"0001 00 {section}"),
            "PUBCOMP" => Packet(0x70, $"0001 00 {section}"),
            "SUBSCRIBE" => Packet(0x82, $"0001 {section} 0001 61 00"),
            "SUBACK" => Packet(0x90, $"0001 {section} 00"),
            "UNSUBSCRIBE" => Packet(0xA2, $"0001 {section} 0001 61"),
            "UNSUBACK" => Packet(0xB0, $"0001 {section} 00"),
            "DISCONNECT" => Packet(0xE0, $"00 {section}"),
            "AUTH" => Packet(0xF0, $"18 {section}"),
            _ => throw new ArgumentOutOfRangeException(nameof(packet), packet, message: null),
        };
    }

    private static byte[] Packet(byte header, string body) => Wire.Packet(header, Wire.Hex(body));
}
