using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.MqttBridge.Topics;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class KeptSessionTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private static readonly MqttProperties Hour = new([MqttProperty.Of(PropertyId.SessionExpiryInterval, 3600)]);

    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private BridgeHost _host = new(database, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task MQTT_3_1_2_4_3_1_2_5_3_1_2_23_3_1_3_2_3_2_2_2_3_2_2_3_4_1_0_1_4_5_0_1_Messages_wait_for_a_client_that_is_away_and_survive_a_restart(int level, bool restarts)
    {
        await using (var client = await ConnectKeptAsync(level, isPresent: false))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
            await client.DisconnectAsync();
        }

        await PublishAsync(300);
        if (restarts)
        {
            await RestartAsync();
        }

        await using var again = await ConnectKeptAsync(level, isPresent: true);
        for (var i = 0; i < 300; i++)
        {
            var message = await again.ReceiveMessageAsync();
            Assert.Equal(($"{i}", (QoS)(1 + (i % 2)), false), (Encoding.UTF8.GetString(message.Payload), message.QoS, message.Duplicate));
        }

        await again.PingAsync();
        await again.DisconnectAsync();

        await using var third = await ConnectKeptAsync(level, isPresent: true);
        await third.PingAsync();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task MQTT_3_3_1_1_4_3_3_1_4_3_3_5_4_3_3_6_4_4_0_1_4_6_0_1_What_was_not_acknowledged_comes_again_in_order_with_its_identifier(int level, bool restarts)
    {
        var identifiers = new List<ushort>();
        await using (var client = await ConnectKeptAsync(level))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
            await PublishAsync(8);
            for (var i = 0; i < 8; i++)
            {
                var message = await client.ReceiveMessageAsync(acknowledge: false);
                Assert.False(message.Duplicate);
                identifiers.Add(message.PacketIdentifier);
            }

            Assert.Equal(8, identifiers.Distinct().Count());

            // The second is received and not released; the third is finished.
            await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrec, identifiers[1]));
            Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubrel, identifiers[1]), await client.ReceiveAsync<AcknowledgementPacket>());
            await client.SendAsync(MqttClient.Puback(identifiers[2]));
            await client.PingAsync();
            await client.Connection.CloseAsync();
        }

        if (restarts)
        {
            await RestartAsync();
        }

        await using var again = await ConnectKeptAsync(level, isPresent: true);
        foreach (var i in new[] { 0, 1, 3, 4, 5, 6, 7 })
        {
            if (i == 1)
            {
                Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubrel, identifiers[1]), await again.ReceiveAsync<AcknowledgementPacket>());
                await again.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubcomp, identifiers[1]));
                continue;
            }

            var message = await again.ReceiveMessageAsync();
            Assert.Equal(($"{i}", true, identifiers[i]), (Encoding.UTF8.GetString(message.Payload), message.Duplicate, message.PacketIdentifier));
        }

        await again.PingAsync();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task MQTT_4_3_3_2_4_3_3_10_4_3_3_12_A_QoS_2_message_that_is_sent_again_is_passed_on_once(int level, bool restarts)
    {
        await using (var client = await ConnectKeptAsync(level))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.AtLeastOnce));
            await client.SendAsync(MqttClient.Publish("once"u8.ToArray(), QoS.ExactlyOnce, 7, $"{_name}/a"));
            var packets = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
            Assert.Equal(MqttPacketType.Pubrec, packets.OfType<AcknowledgementPacket>().Single().Type);
            await client.SendAsync(MqttClient.Puback(packets.OfType<PublishPacket>().Single().PacketIdentifier));
            await client.PingAsync();
            await client.Connection.ResetAsync();
        }

        if (restarts)
        {
            await RestartAsync();
        }

        await using var again = await ConnectKeptAsync(level, isPresent: true);
        await again.SendAsync(MqttClient.Publish("once"u8.ToArray(), QoS.ExactlyOnce, 7, $"{_name}/a", duplicate: true));
        Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubrec, 7), await again.ReceiveAsync<AcknowledgementPacket>());
        await again.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrel, 7));
        Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubcomp, 7), await again.ReceiveAsync<AcknowledgementPacket>());
        await again.PingAsync();

        await again.SendAsync(MqttClient.Publish("new"u8.ToArray(), QoS.ExactlyOnce, 7, $"{_name}/a"));
        var both = new[] { await again.ReceiveAsync(), await again.ReceiveAsync() };
        Assert.Equal("new", Encoding.UTF8.GetString(both.OfType<PublishPacket>().Single().Payload));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_2_6_3_2_2_1_3_1_4_4_A_clean_start_discards_what_was_there(int level)
    {
        await using (var client = await ConnectKeptAsync(level))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
            await client.DisconnectAsync();
        }

        await PublishAsync(1);
        await using (var clean = await _host.ConnectOpenAsync((MqttVersion)level, _name, cleanStart: true, isPresent: false))
        {
            await PublishAsync(1);
            await clean.PingAsync();
            await clean.DisconnectAsync();
        }

        await using var again = await ConnectKeptAsync(level, isPresent: false);
        await again.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_23_4_1_0_2_A_session_ends_when_its_time_is_over()
    {
        await using (var client = await ConnectKeptAsync(5))
        {
            await client.DisconnectAsync();
        }

        _host.Pass(TimeSpan.FromSeconds(3599));
        await using (var client = await ConnectKeptAsync(5, isPresent: true))
        {
            await client.SubscribeAsync((_name, QoS.AtLeastOnce));
            await client.DisconnectAsync();
        }

        _host.Pass(TimeSpan.FromSeconds(3600));
        await using var late = await ConnectKeptAsync(5, isPresent: false);
        await late.PublishAsync(_name, "nobody", QoS.AtLeastOnce);
        await late.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_14_2_2_A_client_may_shorten_the_time_of_its_session_when_it_leaves()
    {
        await using (var client = await ConnectKeptAsync(5))
        {
            await client.DisconnectAsync(properties: new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 0)]));
        }

        await using var again = await ConnectKeptAsync(5, isPresent: false);
    }

    [Fact]
    public async Task MQTT_3_14_2_2_A_session_without_time_is_not_given_any_at_the_end()
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, _name);

        await client.SendAsync(new DisconnectPacket(ReasonCode.Success, Hour));

        Assert.Equal(ReasonCode.ProtocolError, Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
    }

    [Fact]
    public async Task MQTT_3_3_2_5_3_3_2_6_4_3_3_7_4_3_3_13_A_waiting_message_ages_expires_and_never_once_it_was_sent()
    {
        await using (var client = await ConnectKeptAsync(5))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
            await using var early = await _host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-early");
            await early.PublishAsync($"{_name}/sent", "sent", QoS.ExactlyOnce, properties: Expiry(5));
            await client.ReceiveMessageAsync(acknowledge: false);
            await client.Connection.CloseAsync();
        }

        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-publisher");
        await publisher.PublishAsync($"{_name}/a", "short", QoS.AtLeastOnce, properties: Expiry(5));
        await publisher.PublishAsync($"{_name}/a", "long", QoS.AtLeastOnce, properties: Expiry(60));
        _host.Clock.Advance(TimeSpan.FromSeconds(10));

        await using var again = await ConnectKeptAsync(5, isPresent: true);
        var sent = await again.ReceiveMessageAsync();
        Assert.Equal(("sent", true), (Encoding.UTF8.GetString(sent.Payload), sent.Duplicate));
        var message = await again.ReceiveMessageAsync();
        Assert.Equal(("long", 50u), (Encoding.UTF8.GetString(message.Payload), message.Properties.Number(PropertyId.MessageExpiryInterval)));
        await again.PingAsync();

        static MqttProperties Expiry(uint seconds) => new([MqttProperty.Of(PropertyId.MessageExpiryInterval, seconds)]);
    }

    [Fact]
    public async Task MQTT_4_4_0_2_A_message_that_the_client_refused_is_never_sent_again()
    {
        await using (var client = await ConnectKeptAsync(5))
        {
            await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
            await PublishAsync(2);
            foreach (var type in new[] { MqttPacketType.Puback, MqttPacketType.Pubrec })
            {
                var message = await client.ReceiveMessageAsync(acknowledge: false);
                await client.SendAsync(new AcknowledgementPacket(type, message.PacketIdentifier, ReasonCode.QuotaExceeded, MqttProperties.Empty));
            }

            await client.PingAsync();
            await client.Connection.CloseAsync();
        }

        await using var again = await ConnectKeptAsync(5, isPresent: true);
        await again.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_10_4_3_What_is_under_way_when_a_subscription_ends_is_finished()
    {
        await using var client = await ConnectKeptAsync(5);
        await client.SubscribeAsync(($"{_name}/+", QoS.ExactlyOnce));
        await PublishAsync(2);
        var messages = new[] { await client.ReceiveMessageAsync(acknowledge: false), await client.ReceiveMessageAsync(acknowledge: false) };
        await client.SendAsync(new UnsubscribePacket(50, [$"{_name}/+"], MqttProperties.Empty));
        await client.ReceiveAsync<UnsubackPacket>();

        await client.SendAsync(MqttClient.Puback(messages[0].PacketIdentifier));
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrec, messages[1].PacketIdentifier));

        Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubrel, messages[1].PacketIdentifier), await client.ReceiveAsync<AcknowledgementPacket>());
    }

    [Fact]
    public async Task A_full_queue_drops_what_comes_later_and_nobody_waits()
    {
        await using var host = new BridgeHost(database, limits => limits.MaxQueuedMessages = 5, isOpen: true);
        await using (var client = await host.ConnectOpenAsync(MqttVersion.V500, _name, cleanStart: false, Hour))
        {
            await client.SubscribeAsync((_name, QoS.AtLeastOnce));
            await client.DisconnectAsync();
        }

        await using var publisher = await host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-publisher");
        for (var i = 0; i < 8; i++)
        {
            await publisher.PublishAsync(_name, $"{i}", QoS.AtLeastOnce);
        }

        await using var again = await host.ConnectOpenAsync(MqttVersion.V500, _name, cleanStart: false, Hour, isPresent: true);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal($"{i}", await again.ReceiveTextAsync(_name));
        }

        await again.PingAsync();
        await publisher.PublishAsync(_name, "room again", QoS.AtLeastOnce);
        Assert.Equal("room again", await again.ReceiveTextAsync(_name));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_session_that_comes_back_under_a_stream_that_never_pauses_catches_up_with_it_and_misses_nothing(int level)
    {
        await using (var client = await ConnectKeptAsync(level))
        {
            await client.SubscribeAsync(($"{_name}/a", QoS.AtLeastOnce));
            await client.DisconnectAsync();
        }

        await PublishAsync(1_000);
        using var stop = new CancellationTokenSource();
        var streaming = StreamAsync(level, 1_000, stop.Token);
        await using var again = await ConnectKeptAsync(level, isPresent: true);
        var session = _host.Get<TopicSessions>().ToArray().Single(session => session.Device.Value == _name);
        var expected = 0;
        while (expected < 2_000 || session.IsBehindStore)
        {
            Assert.True(expected < 20_000, "It reads page by page, and will for ever.");
            Assert.Equal($"{expected++}", await again.ReceiveTextAsync($"{_name}/a"));
        }

        await stop.CancelAsync();
        var last = await streaming;
        while (expected < last)
        {
            Assert.Equal($"{expected++}", await again.ReceiveTextAsync($"{_name}/a"));
        }

        await again.PingAsync();
    }

    // Publishes without a pause, eight under way at a time; how many there were in the end.
    private async Task<int> StreamAsync(int level, int from, CancellationToken cancellationToken)
    {
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, $"{_name}-stream");
        var (next, acknowledged) = (from, from);
        while (!cancellationToken.IsCancellationRequested || acknowledged < next)
        {
            while (next < acknowledged + 8 && !cancellationToken.IsCancellationRequested)
            {
                await publisher.SendAsync(MqttClient.Publish(Encoding.UTF8.GetBytes($"{next}"), QoS.AtLeastOnce, (ushort)(1 + (next % 60_000)), $"{_name}/a"));
                next++;
            }

            await publisher.ReceiveAsync<AcknowledgementPacket>();
            acknowledged++;
        }

        return next;
    }

    private Task<MqttClient> ConnectKeptAsync(int level, bool? isPresent = null)
        => _host.ConnectOpenAsync((MqttVersion)level, _name, cleanStart: false, level == 5 ? Hour : null, isPresent: isPresent);

    // Odd ones with QoS 2, even ones with QoS 1.
    private async Task PublishAsync(int count)
    {
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-publisher");
        for (var i = 0; i < count; i++)
        {
            await publisher.PublishAsync($"{_name}/a", $"{i}", (QoS)(1 + (i % 2)));
        }

        await publisher.DisconnectAsync();
    }

    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = new BridgeHost(database, isOpen: true);
    }
}
