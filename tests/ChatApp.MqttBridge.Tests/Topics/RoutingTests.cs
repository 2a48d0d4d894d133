using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class RoutingTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/B", false)]
    [InlineData("a/b", "a//b", false)]
    [InlineData("/a", "a", false)]
    [InlineData("+", "a", true)]
    [InlineData("+", "a/b", false)]
    [InlineData("+/+", "/a", true)]
    [InlineData("/+", "/a", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a//c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "ab", false)]
    [InlineData("+/b/#", "a/b", true)]
    [InlineData("#", "$a/x", false)]
    [InlineData("+/x", "$a/x", false)]
    [InlineData("$a/+", "$a/x", true)]
    [InlineData("$a/#", "$a/x", true)]
    [InlineData("caf\u00E9", "cafe\u0301", false)]
    [InlineData("\uFEFFa", "a", false)]
    [InlineData("\uFEFFa", "\uFEFFa", true)]
    public async Task MQTT_4_7_1_2_4_7_1_3_4_7_2_1_4_7_3_4_3_3_2_3_1_5_3_3_A_filter_matches_by_levels_and_characters(string filter, string topic, bool matches)
    {
        await using var subscriber = await _host.ConnectOpenAsync(MqttVersion.V311, "subscriber");
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        await subscriber.SubscribeAsync((filter, QoS.AtMostOnce));

        await publisher.PublishAsync(topic, "hello");

        await subscriber.SendAsync(PingreqPacket.Instance);
        if (matches)
        {
            Assert.Equal("hello", await subscriber.ReceiveTextAsync(topic));
        }

        await subscriber.ReceiveAsync<PingrespPacket>();
    }

    [Theory]
    [MemberData(nameof(Qualities))]
    public async Task MQTT_3_8_4_6_3_8_4_8_A_message_comes_with_the_lower_of_both_qualities(int level, int published, int granted)
    {
        await using var subscriber = await _host.ConnectOpenAsync((MqttVersion)level, "subscriber");
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        await subscriber.SubscribeAsync(("a/b", (QoS)granted));

        await publisher.PublishAsync("a/b", "one", (QoS)published);
        await publisher.PublishAsync("a/b", "two", (QoS)published);

        foreach (var text in new[] { "one", "two" })
        {
            var message = await subscriber.ReceiveMessageAsync();
            Assert.Equal((QoS)Math.Min(published, granted), message.QoS);
            Assert.Equal(text, Encoding.UTF8.GetString(message.Payload));
            Assert.False(message.Retain);
            Assert.False(message.Duplicate);
        }

        await subscriber.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_3_5_1_3_3_4_2_3_3_4_3_3_3_4_4_Overlapping_subscriptions_give_one_copy_with_the_highest_quality_and_all_identifiers(int level)
    {
        await using var subscriber = await _host.ConnectOpenAsync((MqttVersion)level, "subscriber");
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        await subscriber.SubscribeAsync(new TopicSubscription("a/+", QoS.ExactlyOnce), level == 5 ? 7 : null);
        await subscriber.SubscribeAsync(new TopicSubscription("a/#", QoS.AtLeastOnce), level == 5 ? 300 : null);
        await subscriber.SubscribeAsync(new TopicSubscription("a/b", QoS.AtMostOnce));

        await publisher.PublishAsync("a/b", "hello", QoS.ExactlyOnce);

        var message = await subscriber.ReceiveMessageAsync();
        Assert.Equal(QoS.ExactlyOnce, message.QoS);
        uint[] identifiers = level == 5 ? [7, 300] : [];
        Assert.Equal(identifiers, message.Properties.Items.Where(item => item.Id == PropertyId.SubscriptionIdentifier).Select(item => item.Number).Order());
        await subscriber.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_10_4_1_3_10_4_2_3_8_4_3_Filters_are_replaced_and_ended_by_their_exact_text(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await client.SubscribeAsync(("a/+", QoS.AtMostOnce));
        await client.SubscribeAsync(("a/+", QoS.AtLeastOnce));
        await client.SendAsync(new UnsubscribePacket(90, ["a/b", "a/#"], MqttProperties.Empty));
        Assert.Equal(level == 5 ? [ReasonCode.NoSubscriptionExisted, ReasonCode.NoSubscriptionExisted] : [], (await client.ReceiveAsync<UnsubackPacket>()).Reasons);

        await client.SendAsync(MqttClient.Publish("one"u8.ToArray(), QoS.AtLeastOnce, 91, "a/b"));
        Assert.Equal(91, (await ReceiveBothAsync(client)).PacketIdentifier);
        await client.SendAsync(new UnsubscribePacket(92, ["a/+"], MqttProperties.Empty));
        Assert.Equal(level == 5 ? [ReasonCode.Success] : [], (await client.ReceiveAsync<UnsubackPacket>()).Reasons);

        Assert.Equal(level == 5 ? ReasonCode.NoMatchingSubscribers : ReasonCode.Success, await client.PublishAsync("a/b", "two", QoS.AtLeastOnce));
        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_8_3_3_No_local_leaves_out_the_clients_own_messages()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await using var other = await _host.ConnectOpenAsync(MqttVersion.V500, "other");
        await client.SubscribeAsync(new TopicSubscription("a", QoS.AtMostOnce, NoLocal: true));

        await client.PublishAsync("a", "mine");
        await other.PublishAsync("a", "theirs");

        Assert.Equal("theirs", await client.ReceiveTextAsync("a"));
        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_4_8_2_1_4_8_2_3_Members_of_a_shared_subscription_take_turns()
    {
        await using var one = await _host.ConnectOpenAsync(MqttVersion.V500, "one");
        await using var two = await _host.ConnectOpenAsync(MqttVersion.V311, "two");
        await using var own = await _host.ConnectOpenAsync(MqttVersion.V500, "own");
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        await one.SubscribeAsync(("$share/workers/jobs/+", QoS.AtLeastOnce));
        await two.SubscribeAsync(("$share/workers/jobs/+", QoS.AtMostOnce));
        await own.SubscribeAsync(("jobs/#", QoS.ExactlyOnce));

        for (var i = 0; i < 10; i++)
        {
            await publisher.PublishAsync("jobs/a", $"{i}", QoS.ExactlyOnce);
        }

        var texts = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var first = await one.ReceiveMessageAsync();
            var second = await two.ReceiveMessageAsync();
            Assert.Equal((QoS.AtLeastOnce, QoS.AtMostOnce), (first.QoS, second.QoS));
            texts.Add(Encoding.UTF8.GetString(first.Payload));
            texts.Add(Encoding.UTF8.GetString(second.Payload));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), texts.Order());
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"{i}", await own.ReceiveTextAsync("jobs/a"));
        }

        await one.PingAsync();
        await two.PingAsync();
    }

    [Theory]
    [InlineData("a#")]
    [InlineData("a/#/b")]
    [InlineData("a+")]
    [InlineData("+a")]
    [InlineData("$share//a")]
    [InlineData("$share/a")]
    [InlineData("$share/a/")]
    [InlineData("$share/a+/b")]
    public async Task MQTT_4_7_1_1_4_7_1_2_4_7_1_3_4_8_2_1_4_8_2_2_A_malformed_filter_is_refused(string filter)
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");

        Assert.Equal([ReasonCode.TopicFilterInvalid], await client.SubscribeAsync((filter, QoS.AtMostOnce)));
    }

    [Fact]
    public async Task MQTT_3_3_2_4_3_3_2_15_3_3_2_16_3_3_2_17_3_3_2_18_3_3_2_20_Properties_travel_unchanged_and_in_order()
    {
        await using var subscriber = await _host.ConnectOpenAsync(MqttVersion.V500, "subscriber");
        await using var old = await _host.ConnectOpenAsync(MqttVersion.V311, "old");
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        await subscriber.SubscribeAsync(("a", QoS.AtMostOnce));
        await old.SubscribeAsync(("a", QoS.AtMostOnce));
        MqttProperty[] sent =
        [
            MqttProperty.Of(PropertyId.PayloadFormatIndicator, 1),
            MqttProperty.User("one", "1"),
            MqttProperty.Of(PropertyId.ContentType, "text/plain"),
            MqttProperty.User("two", "2"),
            MqttProperty.Of(PropertyId.ResponseTopic, "answers"),
            MqttProperty.User("one", "3"),
        ];

        await publisher.PublishAsync("a", "hello", properties: new MqttProperties([.. sent, MqttProperty.Of(PropertyId.CorrelationData, "id"u8.ToArray())]));

        var message = await subscriber.ReceiveMessageAsync();
        Assert.Equal(sent, message.Properties.Items.Take(sent.Length));
        Assert.Equal("id"u8.ToArray(), message.Properties.Items[^1].Bytes.ToArray());
        Assert.Equal("hello", await old.ReceiveTextAsync("a"));
    }

    public static TheoryData<int, int, int> Qualities()
    {
        var all = new TheoryData<int, int, int>();
        foreach (var level in new[] { 4, 5 })
        {
            for (var i = 0; i < 9; i++)
            {
                all.Add(level, i / 3, i % 3);
            }
        }

        return all;
    }

    // Its own message comes back; whether before its acknowledgement or after it is the server's affair.
    private static async Task<AcknowledgementPacket> ReceiveBothAsync(MqttClient client)
    {
        var packets = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        var message = packets.OfType<PublishPacket>().Single();
        Assert.Equal(QoS.AtLeastOnce, message.QoS);
        await client.SendAsync(MqttClient.Puback(message.PacketIdentifier));
        return packets.OfType<AcknowledgementPacket>().Single();
    }
}
