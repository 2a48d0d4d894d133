using System.Text;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class PublishPacketTests
{
    [Theory]
    [InlineData("36", "0001 61 0001", ProtocolError.InvalidQualityOfService)] // 3.3.1-4: QoS 3
    [InlineData("38", "0001 61", ProtocolError.DuplicateWithoutAcknowledgement)] // 3.3.1-2
    [InlineData("32", "0001 61 0000", ProtocolError.ZeroPacketIdentifier)] // 2.3.1-1
    [InlineData("34", "0001 61 0000", ProtocolError.ZeroPacketIdentifier)]
    [InlineData("32", "0001 61 00", ProtocolError.TruncatedPacket)]
    [InlineData("30", "0005 61", ProtocolError.TruncatedPacket)]
    [InlineData("30", "0003 61002B", ProtocolError.MalformedString)] // 4.7.3-2
    [InlineData("30", "0002 C328", ProtocolError.MalformedString)]
    public void P08_What_PUBLISH_may_not_be_is_refused_in_both_versions(string header, string body, object error)
    {
        var bytes = Wire.Packet(Convert.FromHexString(header)[0], Wire.Hex(body));

        Assert.Equal(error, Wire.ErrorOf(bytes, MqttVersion.V311));
        Assert.Equal(error, Wire.ErrorOf(bytes, MqttVersion.V500));
    }

    [Theory]
    [InlineData("")] // CVE-2021-34432 crashed mosquitto
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("a+b")]
    [InlineData("a#")]
    public void P07_A_topic_name_is_not_empty_and_has_no_wildcard(string topic)
    {
        var name = Encoding.UTF8.GetBytes(topic);
        byte[] body = [0, (byte)name.Length, .. name];

        Assert.Equal(ProtocolError.InvalidTopicName, Wire.ErrorOf(Wire.Packet(0x30, body), MqttVersion.V311));
        Assert.Equal(ProtocolError.InvalidTopicName, Wire.ErrorOf(Wire.Packet(0x30, [.. body, 0]), MqttVersion.V500));
    }

    [Fact]
    public void P07_A_topic_of_65535_slashes_is_read_in_a_moment()
    {
        var topic = new string('/', ushort.MaxValue);
        var packet = new PublishPacket(topic, QoS.AtMostOnce, false, false, 0, MqttProperties.Empty, default);

        Assert.Equal(topic, Wire.Read<PublishPacket>(Wire.Write(packet, MqttVersion.V311), MqttVersion.V311).Topic);
        Assert.True(TopicFilters.IsWellFormed(topic));
    }

    [Fact]
    public void An_empty_topic_is_allowed_beside_an_alias_in_5_0()
    {
        var publish = Wire.Read<PublishPacket>(Wire.Hex("30 06 0000 03 23 0001"), MqttVersion.V500);

        Assert.Equal(1u, publish.Properties.Number(PropertyId.TopicAlias));
    }

    [Fact]
    public void A_payload_may_be_empty_and_is_not_copied()
    {
        Assert.True(Wire.Read<PublishPacket>(Wire.Hex("30 03 0001 61"), MqttVersion.V311).Payload.IsEmpty);

        var bytes = Wire.Hex("30 04 0001 61 21");
        var publish = Wire.Read<PublishPacket>(bytes, MqttVersion.V311);
        bytes[^1] = 0x22;
        Assert.Equal(0x22, publish.Payload.FirstSpan[0]);
    }

    [Theory]
    [InlineData("40")]
    [InlineData("50")]
    [InlineData("62")]
    [InlineData("70")]
    public void P08_An_acknowledgement_has_a_packet_identifier_and_in_3_1_1_nothing_else(string header)
    {
        var first = Convert.FromHexString(header)[0];

        Assert.Equal(ProtocolError.ZeroPacketIdentifier, Wire.ErrorOf(Wire.Packet(first, 0, 0), MqttVersion.V311));
        Assert.Equal(ProtocolError.ZeroPacketIdentifier, Wire.ErrorOf(Wire.Packet(first, 0, 0), MqttVersion.V500));
        Assert.Equal(ProtocolError.TruncatedPacket, Wire.ErrorOf(Wire.Packet(first, 1), MqttVersion.V311));
        Assert.Equal(ProtocolError.TrailingBytes, Wire.ErrorOf(Wire.Packet(first, 0, 1, 0), MqttVersion.V311));
        Assert.Equal(ProtocolError.TrailingBytes, Wire.ErrorOf(Wire.Packet(first, 0, 1, 0, 0, 0), MqttVersion.V500));
    }

    [Theory] // The tables 3-4, 3-5, 3-6, 3-7, 3-1, 3-8, 3-9, 3-10 and 3-11 of 5.0, typed in from the standard.
    [InlineData("40", "0001", "00 10 80 83 87 90 91 97 99")]
    [InlineData("50", "0001", "00 10 80 83 87 90 91 97 99")]
    [InlineData("62", "0001", "00 92")]
    [InlineData("70", "0001", "00 92")]
    [InlineData("20", "00", "00 80 81 82 83 84 85 86 87 88 89 8A 8C 90 95 97 99 9A 9B 9C 9D 9F")]
    [InlineData("90", "0001 00", "00 01 02 80 83 87 8F 91 97 9E A1 A2")]
    [InlineData("B0", "0001 00", "00 11 80 83 87 8F 91")]
    [InlineData("E0", "", "00 04 80 81 82 83 87 89 8B 8D 8E 8F 90 93 94 95 96 97 98 99 9A 9B 9C 9D 9E 9F A0 A1 A2")]
    [InlineData("F0", "", "00 18 19")]
    public void MQTT_3_4_2_1_Every_packet_takes_the_reason_codes_of_its_table_and_no_other(string header, string before, string codes)
    {
        var allowed = Wire.Hex(codes);
        var first = Convert.FromHexString(header)[0];
        for (var code = 0; code <= 255; code++)
        {
            byte[] body = first is 0x20 or 0xF0 ? [.. Wire.Hex(before), (byte)code, 0] : [.. Wire.Hex(before), (byte)code];
            if (allowed.Contains((byte)code))
            {
                Assert.NotNull(Wire.Read(Wire.Packet(first, body), MqttVersion.V500));
            }
            else
            {
                Assert.Equal(ProtocolError.InvalidReasonCode, Wire.ErrorOf(Wire.Packet(first, body), MqttVersion.V500));
            }
        }
    }
}
