using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class RetainedTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database, limits => limits.MaxRetainedPerUser = 20, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_3_1_5_to_3_3_1_12_The_last_retained_message_of_each_topic_greets_a_new_subscription(int level)
    {
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        await using var live = await _host.ConnectOpenAsync((MqttVersion)level, "live");
        var root = $"r{level}";
        await live.SubscribeAsync(($"{root}/#", QoS.AtMostOnce));
        await publisher.PublishAsync($"{root}/a", "old", QoS.AtLeastOnce, retain: true);
        await publisher.PublishAsync($"{root}/a", "new", QoS.ExactlyOnce, retain: true);
        await publisher.PublishAsync($"{root}/a", "passing");
        await publisher.PublishAsync($"{root}/b/c", "zero", retain: true);
        await publisher.PublishAsync($"{root}/gone", "gone", QoS.AtLeastOnce, retain: true);
        await publisher.PublishAsync($"{root}/gone", string.Empty, QoS.AtLeastOnce, retain: true);

        for (var i = 0; i < 6; i++)
        {
            Assert.False((await live.ReceiveMessageAsync()).Retain);
        }

        await using var late = await _host.ConnectOpenAsync((MqttVersion)level, "late");
        await late.SubscribeAsync(($"{root}/#", QoS.AtLeastOnce));
        var greeted = new[] { await late.ReceiveMessageAsync(), await late.ReceiveMessageAsync() };
        Assert.All(greeted, message => Assert.True(message.Retain));
        Assert.Equal(
            [($"{root}/a", "new", QoS.AtLeastOnce), ($"{root}/b/c", "zero", QoS.AtMostOnce)],
            greeted.Select(message => (message.Topic, Encoding.UTF8.GetString(message.Payload), message.QoS)).Order());
        await late.PingAsync();
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task MQTT_3_3_1_9_3_3_1_10_3_3_1_11_Retained_messages_are_sent_as_the_subscription_asks(int handling, int expected)
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await client.PublishAsync("handling/a", "kept", QoS.AtLeastOnce, retain: true);

        for (var i = 0; i < 2; i++)
        {
            await client.SubscribeAsync(new TopicSubscription("handling/a", QoS.AtMostOnce, RetainHandling: (RetainHandling)handling));
        }

        // Its messages may come beside the second answer.
        var received = 0;
        await client.SendAsync(PingreqPacket.Instance);
        while (await client.ReceiveAsync() is PublishPacket)
        {
            received++;
        }

        Assert.Equal(expected, received);
    }

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    public async Task MQTT_3_3_1_12_3_3_1_13_Retain_as_published_keeps_the_flag(bool asPublished, bool published, bool expected)
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await client.SubscribeAsync(new TopicSubscription("flag", QoS.AtMostOnce, RetainAsPublished: asPublished, RetainHandling: RetainHandling.DoNotSend));

        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.AtMostOnce, topic: "flag", retain: published));

        Assert.Equal(expected, (await client.ReceiveMessageAsync()).Retain);
    }

    [Fact]
    public async Task MQTT_4_8_2_A_shared_subscription_gets_no_retained_messages()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await client.PublishAsync("shared/a", "kept", QoS.AtLeastOnce, retain: true);

        await client.SubscribeAsync(("$share/g/shared/a", QoS.AtLeastOnce));

        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_3_2_5_3_3_2_6_A_retained_message_ages_and_expires()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        var expiry = new MqttProperties([MqttProperty.Of(PropertyId.MessageExpiryInterval, 30)]);
        await client.PublishAsync("ages", "kept", QoS.AtLeastOnce, retain: true, expiry);

        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        await client.SubscribeAsync(("ages", QoS.AtLeastOnce));
        Assert.Equal(20u, (await client.ReceiveMessageAsync()).Properties.Number(PropertyId.MessageExpiryInterval));

        _host.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.SubscribeAsync(("ages", QoS.AtLeastOnce));
        await client.PingAsync();
    }

    [Fact]
    public async Task A_user_may_retain_as_many_messages_as_the_quota_says_and_replace_them_beyond_it()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync($"app/carol/{i}", "kept", QoS.AtLeastOnce, retain: true));
        }

        Assert.Equal(ReasonCode.QuotaExceeded, await client.PublishAsync("app/carol/20", "more", QoS.AtLeastOnce, retain: true));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync("app/carol/3", "again", QoS.AtLeastOnce, retain: true));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync("app/dave/1", "another's", QoS.AtLeastOnce, retain: true));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync("app/carol/3", string.Empty, QoS.AtLeastOnce, retain: true));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await client.PublishAsync("app/carol/20", "more", QoS.AtLeastOnce, retain: true));
    }

    [Fact]
    public async Task MQTT_3_1_2_7_Retained_messages_outlive_the_session_and_the_server()
    {
        await using (var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client"))
        {
            await client.PublishAsync("outlives/a", "kept", QoS.AtLeastOnce, retain: true, new MqttProperties([MqttProperty.User("one", "1")]));
            await client.PublishAsync("outlives/b", "kept", QoS.AtLeastOnce, retain: true);
            await client.PublishAsync("outlives/b", string.Empty, QoS.AtLeastOnce, retain: true);
            await client.DisconnectAsync();
        }

        await using var restarted = new BridgeHost(database, isOpen: true);
        await using var late = await restarted.ConnectOpenAsync(MqttVersion.V500, "late");
        await late.SubscribeAsync(("outlives/+", QoS.AtLeastOnce));

        var message = await late.ReceiveMessageAsync();
        Assert.Equal(("outlives/a", "kept", "1"), (message.Topic, Encoding.UTF8.GetString(message.Payload), message.Properties.User("one")));
        await late.PingAsync();
    }
}
