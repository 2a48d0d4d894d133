using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class FlowTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task MQTT_3_3_4_9_3_3_4_10_4_9_0_1_4_9_0_2_4_9_0_3_No_more_is_under_way_than_the_client_takes_and_the_rest_follows()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client", properties: With(PropertyId.ReceiveMaximum, 2));
        await client.SubscribeAsync(("a", QoS.ExactlyOnce));
        await PublishAsync("a", 5, QoS.ExactlyOnce);

        var first = await client.ReceiveMessageAsync(acknowledge: false);
        var second = await client.ReceiveMessageAsync(acknowledge: false);
        await client.PingAsync();
        Assert.Equal([ReasonCode.Success], await client.SubscribeAsync(("b", QoS.AtMostOnce)));
        await PublishAsync("b", 1, QoS.AtMostOnce);
        Assert.Equal("0", await client.ReceiveTextAsync("b"));

        // PUBREC frees no place, PUBCOMP does.
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrec, first.PacketIdentifier));
        Assert.Equal(MqttPacketType.Pubrel, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        await client.PingAsync();
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubcomp, first.PacketIdentifier));
        Assert.Equal("2", Encoding.UTF8.GetString((await client.ReceiveMessageAsync(acknowledge: false)).Payload));

        // A refusal does too.
        await client.SendAsync(new AcknowledgementPacket(MqttPacketType.Pubrec, second.PacketIdentifier, ReasonCode.QuotaExceeded, MqttProperties.Empty));
        Assert.Equal("3", Encoding.UTF8.GetString((await client.ReceiveMessageAsync(acknowledge: false)).Payload));
        await client.PingAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task MQTT_3_1_2_24_3_1_2_25_A_message_that_is_too_large_for_the_client_is_passed_over(int quality)
    {
        var qos = (QoS)quality;
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client", properties: With(PropertyId.MaximumPacketSize, 64));
        await client.SubscribeAsync(("a", qos));
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");

        await publisher.PublishAsync("a", new string('x', 60), qos);
        await publisher.PublishAsync("a", "small", qos);

        Assert.Equal("small", await client.ReceiveTextAsync("a"));
        await client.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_26_3_1_2_27_3_3_2_11_The_server_sets_as_many_aliases_as_the_client_takes()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client", properties: With(PropertyId.TopicAliasMaximum, 1));
        await using var plain = await _host.ConnectOpenAsync(MqttVersion.V500, "plain");
        await client.SubscribeAsync(("#", QoS.AtLeastOnce));
        await plain.SubscribeAsync(("#", QoS.AtMostOnce));
        await PublishAsync("one", 2, QoS.AtLeastOnce);
        await PublishAsync("two", 1, QoS.AtMostOnce);

        var expected = new[] { ("one", (uint?)1), (string.Empty, (uint?)1), ("two", (uint?)null) };
        foreach (var (topic, alias) in expected)
        {
            var message = await client.ReceiveMessageAsync();
            Assert.Equal((topic, alias), (message.Topic, message.Properties.Number(PropertyId.TopicAlias)));
        }

        foreach (var topic in new[] { "one", "one", "two" })
        {
            Assert.Equal(MqttProperties.Empty, (await plain.ReceiveMessageAsync()).Properties);
        }
    }

    [Fact]
    public async Task MQTT_3_3_2_7_3_3_2_12_3_2_2_17_An_alias_of_the_client_stands_for_its_topic_on_this_connection()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await client.SubscribeAsync(("#", QoS.AtMostOnce));
        await client.PublishAliasAsync("a/b", 16);
        Assert.Equal("a/b", (await client.ReceiveMessageAsync()).Topic);
        await client.PublishAliasAsync(string.Empty, 16);
        Assert.Equal("a/b", (await client.ReceiveMessageAsync()).Topic);
        await client.DisconnectAsync();

        await using var again = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        await again.PublishAliasAsync(string.Empty, 16);
        Assert.Equal(ReasonCode.TopicAliasInvalid, Assert.IsType<DisconnectPacket>((await again.ReceiveToEndAsync())[^1]).Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P17_MQTT_4_3_3_4_4_3_3_11_Acknowledgements_of_nothing_change_nothing(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await client.SendAsync(MqttClient.Puback(1), MqttClient.Puback(40_000), MqttClient.Acknowledgement(MqttPacketType.Pubcomp, 7));
        var unknown = level == 5 ? ReasonCode.PacketIdentifierNotFound : ReasonCode.Success;

        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrec, 9));
        Assert.Equal((MqttPacketType.Pubrel, (ushort)9, unknown), Parts(await client.ReceiveAsync<AcknowledgementPacket>()));
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrel, 9));
        Assert.Equal((MqttPacketType.Pubcomp, (ushort)9, unknown), Parts(await client.ReceiveAsync<AcknowledgementPacket>()));
        await client.SendAsync(MqttClient.Publish("first"u8.ToArray(), QoS.AtLeastOnce, 5, "a", duplicate: true));
        Assert.Equal((ushort)5, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
        await client.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_6_0_2_4_6_0_3_4_6_0_6_4_3_2_2_A_burst_is_acknowledged_and_passed_on_in_its_order(int level)
    {
        await using var subscriber = await _host.ConnectOpenAsync((MqttVersion)level, "subscriber");
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await subscriber.SubscribeAsync(("a", QoS.AtLeastOnce));
        var burst = Enumerable.Range(1, level == 5 ? 16 : 100)
            .Select(i => MqttClient.Publish(Encoding.UTF8.GetBytes($"{i}"), i % 2 == 0 ? QoS.AtLeastOnce : QoS.ExactlyOnce, (ushort)i, "a")).ToArray<MqttPacket>();

        await client.SendAsync(burst);

        for (var i = 1; i <= burst.Length; i++)
        {
            var answer = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal((i % 2 == 0 ? MqttPacketType.Puback : MqttPacketType.Pubrec, (ushort)i), (answer.Type, answer.PacketIdentifier));
            Assert.Equal($"{i}", await subscriber.ReceiveTextAsync("a"));
        }
    }

    [Fact]
    public async Task P15_A_reader_that_stops_costs_nobody_else_anything_and_gets_what_its_queue_holds()
    {
        await using var stuck = _host.Open(MqttVersion.V311, receiveBuffer: 4 * 1024);
        await stuck.SendAsync(MqttClient.Connect(MqttVersion.V311, "stuck", userName: null, password: null));
        await stuck.ReceiveAsync<ConnackPacket>();
        await stuck.SubscribeAsync(("a", QoS.AtLeastOnce));
        await using var reader = await _host.ConnectOpenAsync(MqttVersion.V311, "reader");
        await reader.SubscribeAsync(("a", QoS.AtLeastOnce));
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V311, "publisher");
        var padding = new string('x', 500);

        for (var i = 0; i < 10_000; i += 50)
        {
            await publisher.SendAsync([.. Enumerable.Range(i, 50).Select(n => MqttClient.Publish(Encoding.UTF8.GetBytes($"{n} {padding}"), QoS.AtLeastOnce, (ushort)(1 + n), "a"))]);
            for (var n = i; n < i + 50; n++)
            {
                Assert.Equal(1 + n, (await publisher.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
                Assert.StartsWith($"{n} ", await reader.ReceiveTextAsync("a"), StringComparison.Ordinal);
            }
        }

        // What waits is within the quota of messages and bytes, so nothing of it is lost.
        for (var n = 0; n < 10_000; n++)
        {
            Assert.StartsWith($"{n} ", await stuck.ReceiveTextAsync("a"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task P15_Messages_with_QoS_0_are_dropped_for_a_reader_that_stops()
    {
        await using var stuck = _host.Open(MqttVersion.V311, receiveBuffer: 4 * 1024);
        await stuck.SendAsync(MqttClient.Connect(MqttVersion.V311, "stuck", userName: null, password: null));
        await stuck.ReceiveAsync<ConnackPacket>();
        await stuck.SubscribeAsync(("a", QoS.AtMostOnce));
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V311, "publisher");
        var padding = new string('x', 1_000);
        for (var i = 0; i < 1_000; i++)
        {
            await publisher.PublishAsync("a", $"{i} {padding}");
        }

        var received = 0;
        await stuck.SendAsync(PingreqPacket.Instance);
        while (await stuck.ReceiveAsync() is PublishPacket)
        {
            received++;
        }

        Assert.InRange(received, 1, 500);
        Assert.True(_host.Get<ChatApp.MqttBridge.Topics.BrokerFigures>().Dropped >= 500);
    }

    [Fact]
    public async Task MQTT_3_1_3_6_3_1_3_7_3_1_3_8_3_2_2_16_A_client_without_an_id_gets_one()
    {
        await using var one = _host.Open(MqttVersion.V500);
        await one.SendAsync(MqttClient.Connect(MqttVersion.V500, string.Empty, userName: null, password: null));
        await using var two = _host.Open(MqttVersion.V500);
        await two.SendAsync(MqttClient.Connect(MqttVersion.V500, string.Empty, userName: null, password: null));
        await using var old = _host.Open(MqttVersion.V311);
        await old.SendAsync(MqttClient.Connect(MqttVersion.V311, string.Empty, userName: null, password: null));
        await using var refused = _host.Open(MqttVersion.V311);
        await refused.SendAsync(MqttClient.Connect(MqttVersion.V311, string.Empty, userName: null, password: null, cleanStart: false));

        var ids = new[] { await one.ReceiveAsync<ConnackPacket>(), await two.ReceiveAsync<ConnackPacket>() }
            .Select(connack => connack.Properties.Text(PropertyId.AssignedClientIdentifier)).ToArray();
        Assert.All(ids, Assert.NotNull);
        Assert.NotEqual(ids[0], ids[1]);
        Assert.Equal(ReasonCode.Success, (await old.ReceiveAsync<ConnackPacket>()).Reason);
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, (await refused.ReceiveAsync<ConnackPacket>()).Reason);
    }

    [Theory]
    [InlineData(1u, "response")]
    [InlineData(0u, null)]
    public async Task MQTT_3_1_2_28_Response_information_is_given_when_it_is_asked_for(uint asked, string? expected)
    {
        await using var client = _host.Open(MqttVersion.V500);
        await client.SendAsync(MqttClient.Connect(
            MqttVersion.V500, "client", userName: null, password: null, properties: With(PropertyId.RequestResponseInformation, asked)));

        Assert.Equal(expected, (await client.ReceiveAsync<ConnackPacket>()).Properties.Text(PropertyId.ResponseInformation));
    }

    [Fact]
    public async Task P09_A_session_has_as_many_subscriptions_as_it_may()
    {
        await using var host = new BridgeHost(database, limits => limits.MaxSubscriptions = 3, isOpen: true);
        await using var client = await host.ConnectOpenAsync(MqttVersion.V500, "client");

        var granted = await client.SubscribeAsync([.. Enumerable.Range(0, 5).Select(i => ($"t/{i}", QoS.AtLeastOnce))]);

        Assert.Equal([ReasonCode.GrantedQoS1, ReasonCode.GrantedQoS1, ReasonCode.GrantedQoS1, ReasonCode.QuotaExceeded, ReasonCode.QuotaExceeded], granted);
        Assert.Equal([ReasonCode.GrantedQoS2], await client.SubscribeAsync(("t/1", QoS.ExactlyOnce)));
    }

    private static (MqttPacketType Type, ushort PacketIdentifier, ReasonCode Reason) Parts(AcknowledgementPacket packet)
        => (packet.Type, packet.PacketIdentifier, packet.Reason);

    private static MqttProperties With(PropertyId id, uint value) => new([MqttProperty.Of(id, value)]);

    private async Task PublishAsync(string topic, int count, QoS qos)
    {
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, $"publisher-{Guid.NewGuid():N}");
        for (var i = 0; i < count; i++)
        {
            await publisher.PublishAsync(topic, $"{i}", qos);
        }
    }
}
