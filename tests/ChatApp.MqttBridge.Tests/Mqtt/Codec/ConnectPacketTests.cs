using System.Text;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class ConnectPacketTests
{
    [Theory]
    [InlineData("0005 4D51545454 04 02 0000 0000", ProtocolError.UnknownProtocol)] // "MQTTT"
    [InlineData("0004 4D515458 04 02 0000 0000", ProtocolError.UnknownProtocol)] // "MQTX"
    [InlineData("0004 6D717474 04 02 0000 0000", ProtocolError.UnknownProtocol)] // "mqtt"
    [InlineData("0002 686A 04 02 0000 0000", ProtocolError.UnknownProtocol)]
    [InlineData("0000 04 02 0000 0000", ProtocolError.UnknownProtocol)]
    [InlineData("0004 4D515454 02 02 0000 0000", ProtocolError.UnsupportedVersion)]
    [InlineData("0004 4D515454 06 02 0000 0000", ProtocolError.UnsupportedVersion)]
    [InlineData("0004 4D515454 09 02 0000 0000", ProtocolError.UnsupportedVersion)]
    [InlineData("0004 4D515454 84 02 0000 0000", ProtocolError.UnsupportedVersion)]
    public void P05_Another_protocol_or_version_is_refused(string body, object error)
        => Assert.Equal(error, ErrorOf(body, MqttVersion.V311));

    [Theory]
    [InlineData(0x03)] // 3.1.2-3: the reserved flag
    [InlineData(0x08)] // 3.1.2-13: will QoS without a will
    [InlineData(0x20)] // 3.1.2-15: will retain without a will
    public void P05_Connect_flags_that_contradict_each_other_are_refused(int flags)
    {
        Assert.Equal(ProtocolError.InvalidConnectFlags, ErrorOf($"0004 4D515454 04 {flags:X2} 0000 0000", MqttVersion.V311));
        Assert.Equal(ProtocolError.InvalidConnectFlags, ErrorOf($"0004 4D515454 05 {flags:X2} 0000 00 0000", MqttVersion.V500));
    }

    [Fact]
    public void MQTT_3_1_2_22_A_password_needs_a_user_name_in_3_1_1_only()
    {
        Assert.Equal(ProtocolError.InvalidConnectFlags, ErrorOf("0004 4D515454 04 42 0000 0000 0001 70", MqttVersion.V311));

        var connect = Wire.Read<ConnectPacket>(Connect("0004 4D515454 05 42 0000 00 0000 0001 70"), MqttVersion.V500);
        Assert.Null(connect.UserName);
        Assert.NotNull(connect.Password);
    }

    [Fact]
    public void MQTT_3_1_2_14_A_will_QoS_of_3_is_refused()
    {
        Assert.Equal(ProtocolError.InvalidQualityOfService, ErrorOf("0004 4D515454 04 1E 0000 0000 0001 77 0000", MqttVersion.V311));
        Assert.Equal(ProtocolError.InvalidQualityOfService, ErrorOf("0004 4D515454 05 1E 0000 00 0000 00 0001 77 0000", MqttVersion.V500));
    }

    [Theory]
    [InlineData("0000")] // empty
    [InlineData("0003 612F2B")] // a/+
    [InlineData("0001 23")] // #
    public void A_will_topic_is_a_topic_name(string topic)
        => Assert.Equal(ProtocolError.InvalidTopicName, ErrorOf($"0004 4D515454 04 06 0000 0000 {topic} 0000", MqttVersion.V311));

    [Theory]
    [InlineData("0004 4D515454 04 02 0000 0000 0001 75", ProtocolError.TrailingBytes)] // 3.1.2-18: a user name that no flag announces
    [InlineData("0004 4D515454 04 82 0000 0000", ProtocolError.TruncatedPacket)] // 3.1.2-19: a user name that is missing
    [InlineData("0004 4D515454 04 C2 0000 0000 0001 75", ProtocolError.TruncatedPacket)] // 3.1.2-21: a password that is missing
    [InlineData("0004 4D515454 04 06 0000 0000", ProtocolError.TruncatedPacket)] // 3.1.2-9: a will that is missing
    [InlineData("0004 4D515454 04 02 0000", ProtocolError.TruncatedPacket)] // 3.1.3-3: a client id that is missing
    public void What_the_flags_announce_is_there_and_nothing_else(string body, object error)
        => Assert.Equal(error, ErrorOf(body, MqttVersion.V311));

    [Theory]
    [InlineData("00")]
    [InlineData("6100")]
    [InlineData("C328")] // a lead byte without its continuation
    [InlineData("EDA080")] // the surrogate U+D800
    [InlineData("EDBFBF")] // the surrogate U+DFFF
    [InlineData("C080")] // U+0000, overlong
    [InlineData("E080AF")] // "/", overlong
    [InlineData("F4908080")] // above U+10FFFF
    [InlineData("EFBFBE")] // U+FFFE
    [InlineData("EFBFBF")] // U+FFFF
    [InlineData("E4BD")] // cut in the middle
    public void P06_T04_MQTT_1_5_4_A_string_is_well_formed_without_U0000_or_surrogates(string hex)
    {
        var id = $"{hex.Length / 2:X4} {hex}";

        Assert.Equal(ProtocolError.MalformedString, ErrorOf($"0004 4D515454 04 02 0000 {id}", MqttVersion.V311));
        Assert.Equal(ProtocolError.MalformedString, ErrorOf($"0004 4D515454 05 02 0000 00 {id}", MqttVersion.V500));
        Assert.Equal(ProtocolError.MalformedString, ErrorOf($"0004 4D515454 04 82 0000 0000 {id}", MqttVersion.V311)); // user name
        Assert.Equal(ProtocolError.MalformedString, ErrorOf($"0004 4D515454 04 06 0000 0000 {id} 0000", MqttVersion.V311)); // will topic
    }

    [Theory]
    [InlineData("\uFEFFa")] // 1.5.4-3: never stripped
    [InlineData("你好")]
    [InlineData("😀")]
    [InlineData("e\u0301")]
    public void MQTT_1_5_4_3_A_string_is_read_as_it_was_written(string clientId)
    {
        var bytes = Convert.ToHexString(Encoding.UTF8.GetBytes(clientId));

        var connect = Wire.Read<ConnectPacket>(Connect($"0004 4D515454 04 02 0000 {bytes.Length / 2:X4} {bytes}"), MqttVersion.V311);

        Assert.Equal(clientId, connect.ClientId);
    }

    [Fact]
    public void A_client_id_of_65535_bytes_is_read()
    {
        var clientId = new string('Z', ushort.MaxValue);
        var packet = new ConnectPacket(MqttVersion.V311, clientId, true, 0, MqttProperties.Empty, Will: null, UserName: null, Password: null);

        Assert.Equal(clientId, Wire.Read<ConnectPacket>(Wire.Write(packet, MqttVersion.V311), MqttVersion.V311).ClientId);
    }

    [Fact]
    public void The_text_of_a_connect_packet_never_holds_the_password()
    {
        var packet = new ConnectPacket(
            MqttVersion.V311, "phone", true, 0, MqttProperties.Empty, Will: null, "alice", "open sesame"u8.ToArray());

        Assert.DoesNotContain("sesame", packet.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Connect(string body) => Wire.Packet(0x10, Wire.Hex(body));

    private static ProtocolError ErrorOf(string body, MqttVersion version) => Wire.ErrorOf(Connect(body), version);
}
