using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

/// <summary>Statements of the standards whose usual case is shown elsewhere, at their edges.</summary>
public sealed class ConformanceEdgeTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private readonly BridgeHost _host = new(database, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_8_4_3_A_subscription_that_replaces_another_brings_the_retained_messages_again_and_loses_none_between(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        await publisher.PublishAsync($"{_name}/a", "kept", QoS.AtLeastOnce, retain: true);
        await client.SubscribeAsync(($"{_name}/+", QoS.AtMostOnce));
        Assert.Equal((true, QoS.AtMostOnce), Kind(await client.ReceiveMessageAsync()));
        await publisher.PublishAsync($"{_name}/b", "between", QoS.AtLeastOnce);

        await client.SendAsync(new SubscribePacket(77, [new TopicSubscription($"{_name}/+", QoS.AtLeastOnce)], MqttProperties.Empty));

        var between = await client.ReceiveMessageAsync();
        Assert.Equal(("between", (false, QoS.AtMostOnce)), (Encoding.UTF8.GetString(between.Payload), Kind(between)));
        Assert.Equal(77, (await client.ReceiveAsync<SubackPacket>()).PacketIdentifier);
        Assert.Equal((true, QoS.AtLeastOnce), Kind(await client.ReceiveMessageAsync()));
        await publisher.PublishAsync($"{_name}/b", "after", QoS.ExactlyOnce);
        Assert.Equal((false, QoS.AtLeastOnce), Kind(await client.ReceiveMessageAsync()));
        await client.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_3_1_5_3_3_1_7_A_retained_message_of_any_quality_replaces_the_one_before_on_its_topic_and_an_empty_one_is_none(int level)
    {
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        foreach (var qos in new[] { QoS.ExactlyOnce, QoS.AtMostOnce, QoS.AtLeastOnce, QoS.AtMostOnce })
        {
            await publisher.PublishAsync($"{_name}/a", $"with {qos}", qos, retain: true);
            Assert.Equal([$"with {qos}"], await RetainedAsync(level));
        }

        await publisher.PublishAsync($"{_name}/a", string.Empty, retain: true);
        Assert.Empty(await RetainedAsync(level));
        await publisher.PublishAsync($"{_name}/a", string.Empty, QoS.AtLeastOnce, retain: true);
        Assert.Empty(await RetainedAsync(level));
    }

    [Fact]
    public async Task MQTT_3_8_3_4_No_local_on_a_shared_subscription_closes_the_connection_before_anything_of_the_packet_counts()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");

        // One filter that is in order, and "$share/g/b" with QoS 1 and No Local.
        await client.SendAsync(Wire.Hex("82 14 0001 00 0001 61 01 000A 2473686172652F672F62 05"));

        Assert.Equal(ReasonCode.ProtocolError, Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await publisher.PublishAsync("a", "x", QoS.AtLeastOnce));
    }

    [Fact]
    public async Task MQTT_3_3_4_7_Messages_with_QoS_2_take_their_place_until_PUBREL_and_a_refused_one_until_PUBREC()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");
        for (ushort i = 1; i <= 16; i++)
        {
            await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.ExactlyOnce, i, i == 16 ? "chat/none" : "a"));
            Assert.Equal(i == 16 ? ReasonCode.NotAuthorized : ReasonCode.NoMatchingSubscribers, (await client.ReceiveAsync<AcknowledgementPacket>()).Reason);
        }

        // The refused one has given its place back, and the first does now.
        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.ExactlyOnce, 17, "a"));
        await client.ReceiveAsync<AcknowledgementPacket>();
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrel, 1));
        Assert.Equal(MqttPacketType.Pubcomp, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.AtLeastOnce, 18, "a"));
        Assert.Equal(MqttPacketType.Puback, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.ExactlyOnce, 19, "a"));
        await client.ReceiveAsync<AcknowledgementPacket>();

        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.AtLeastOnce, 20, "a"));

        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_8_2_4_A_kept_member_that_comes_back_completes_what_it_has_begun_and_nobody_else_sees_it(int level)
    {
        var hour = level == 5 ? new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 3600)]) : null;
        var jobs = ($"$share/g/{_name}/jobs", QoS.ExactlyOnce);
        ushort identifier;
        await using var second = await _host.ConnectOpenAsync((MqttVersion)level, $"{_name}-second");
        await using (var first = await _host.ConnectOpenAsync((MqttVersion)level, _name, cleanStart: false, hour))
        {
            await first.SubscribeAsync(jobs);
            await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
            await publisher.PublishAsync($"{_name}/jobs", "begun", QoS.ExactlyOnce);
            identifier = (await first.ReceiveMessageAsync(acknowledge: false)).PacketIdentifier;
            await second.SubscribeAsync(jobs);
            await first.Connection.ResetAsync();
        }

        await second.PingAsync();
        await using var again = await _host.ConnectOpenAsync((MqttVersion)level, _name, cleanStart: false, hour, isPresent: true);
        var message = await again.ReceiveMessageAsync();
        Assert.Equal(("begun", true, identifier), (Encoding.UTF8.GetString(message.Payload), message.Duplicate, message.PacketIdentifier));
        await again.PingAsync();
        await second.PingAsync();
    }

    private static (bool Retain, QoS QoS) Kind(PublishPacket message) => (message.Retain, message.QoS);

    private async Task<List<string>> RetainedAsync(int level)
    {
        await using var late = await _host.ConnectOpenAsync((MqttVersion)level, "late");
        await late.SubscribeAsync(($"{_name}/#", QoS.AtMostOnce));
        await late.SendAsync(PingreqPacket.Instance);
        var texts = new List<string>();
        while (await late.ReceiveAsync() is PublishPacket message)
        {
            texts.Add(Encoding.UTF8.GetString(message.Payload));
        }

        return texts;
    }
}
