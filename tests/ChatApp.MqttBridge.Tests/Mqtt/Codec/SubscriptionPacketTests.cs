using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

public sealed class SubscriptionPacketTests
{
    [Fact]
    public void P08_A_SUBSCRIBE_or_UNSUBSCRIBE_without_a_filter_is_refused()
    {
        Assert.Equal(ProtocolError.NoTopicFilter, Wire.ErrorOf(Wire.Hex("82 02 0001"), MqttVersion.V311));
        Assert.Equal(ProtocolError.NoTopicFilter, Wire.ErrorOf(Wire.Hex("82 03 0001 00"), MqttVersion.V500));
        Assert.Equal(ProtocolError.NoTopicFilter, Wire.ErrorOf(Wire.Hex("A2 02 0001"), MqttVersion.V311));
        Assert.Equal(ProtocolError.NoTopicFilter, Wire.ErrorOf(Wire.Hex("A2 03 0001 00"), MqttVersion.V500));
    }

    [Theory]
    [InlineData("82 06 0000 0001 61 00", ProtocolError.ZeroPacketIdentifier)] // 2.3.1-1
    [InlineData("A2 05 0000 0001 61", ProtocolError.ZeroPacketIdentifier)]
    [InlineData("82 05 0001 0000 00", ProtocolError.InvalidTopicFilter)] // 4.7.3-1
    [InlineData("A2 04 0001 0000", ProtocolError.InvalidTopicFilter)]
    [InlineData("82 06 0001 0001 61 03", ProtocolError.InvalidQualityOfService)] // 3-8.3-4
    [InlineData("82 06 0001 0001 61 04", ProtocolError.InvalidSubscriptionOptions)]
    [InlineData("82 06 0001 0001 61 80", ProtocolError.InvalidSubscriptionOptions)]
    [InlineData("82 05 0001 0001 61", ProtocolError.TruncatedPacket)]
    [InlineData("82 07 0001 0002 C328 00", ProtocolError.MalformedString)] // 3.8.3-1
    [InlineData("90 03 0001 03", ProtocolError.InvalidReasonCode)] // 3.9.3-2
    [InlineData("90 03 0001 87", ProtocolError.InvalidReasonCode)]
    public void P08_What_3_1_1_does_not_allow_is_refused(string bytes, object error)
        => Assert.Equal(error, Wire.ErrorOf(Wire.Hex(bytes), MqttVersion.V311));

    [Theory]
    [InlineData("40")] // 3.8.3-5: reserved bits
    [InlineData("80")]
    [InlineData("C0")]
    [InlineData("30")] // retain handling 3
    public void P08_Reserved_subscription_options_are_refused_in_5_0(string options)
        => Assert.Equal(ProtocolError.InvalidSubscriptionOptions, Wire.ErrorOf(Wire.Hex($"82 07 0001 00 0001 61 {options}"), MqttVersion.V500));

    [Fact]
    public void MQTT_3_8_3_4_No_local_on_a_shared_subscription_is_refused()
    {
        var subscribe = new SubscribePacket(1, [new TopicSubscription("$share/g/a", QoS.AtMostOnce, NoLocal: true)], MqttProperties.Empty);

        Assert.Equal(ProtocolError.NoLocalOnSharedSubscription, Wire.ErrorOf(Wire.Write(subscribe, MqttVersion.V500), MqttVersion.V500));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(10_000, false)]
    public void P09_The_filters_of_one_packet_are_counted_and_the_limit_is_exact(int count, bool accepted)
    {
        var filters = Enumerable.Range(0, count).Select(i => $"a/{i}").ToList();
        byte[][] packets =
        [
            Wire.Write(new SubscribePacket(1, [.. filters.Select(f => new TopicSubscription(f, QoS.AtMostOnce))], MqttProperties.Empty), MqttVersion.V311),
            Wire.Write(new UnsubscribePacket(1, filters, MqttProperties.Empty), MqttVersion.V311),
        ];
        foreach (var packet in packets)
        {
            if (accepted)
            {
                Assert.NotNull(Wire.Read(packet, MqttVersion.V311));
            }
            else
            {
                Assert.Equal(ProtocolError.TooManyTopicFilters, Wire.ErrorOf(packet, MqttVersion.V311));
            }
        }
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("a//b", true)]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("/#", true)]
    [InlineData("a/+/b", true)]
    [InlineData("+/+/#", true)]
    [InlineData("$SYS/#", true)]
    [InlineData("a#", false)] // 4.7.1-2
    [InlineData("a/#/b", false)]
    [InlineData("#/a", false)]
    [InlineData("##", false)]
    [InlineData("a+", false)] // 4.7.1-3
    [InlineData("+a", false)]
    [InlineData("a/b+/c", false)]
    [InlineData("", false)]
    [InlineData("$share/g/a", true)] // 4.8.2
    [InlineData("$share/g/#", true)]
    [InlineData("$share/g/", false)]
    [InlineData("$share/g", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/g+/a", false)]
    [InlineData("$share/#/a", false)]
    [InlineData("$share/", false)]
    [InlineData("$shared/g", true)]
    public void MQTT_4_7_1_and_4_8_2_Wildcards_and_shares_stand_where_they_may(string filter, bool wellFormed)
        => Assert.Equal(wellFormed, TopicFilters.IsWellFormed(filter));

    [Fact]
    public void MQTT_3_9_3_2_A_SUBACK_of_3_1_1_says_0x80_for_every_refusal()
    {
        var suback = new SubackPacket(1, [ReasonCode.GrantedQoS1, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid], MqttProperties.Empty);

        Assert.Equal(Wire.Hex("90 05 0001 01 80 80"), Wire.Write(suback, MqttVersion.V311));
    }
}
