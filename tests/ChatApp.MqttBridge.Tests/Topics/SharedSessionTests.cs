using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.MqttBridge.Topics;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

/// <summary>What becomes of the messages of a shared subscription when the session of the member that was to have them ends (MQTT 5.0, 4.8.2).</summary>
public sealed class SharedSessionTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private BridgeHost _host = new(database, isOpen: true);

    private (string Filter, QoS QoS) Jobs => ($"$share/g/{_name}/jobs", QoS.ExactlyOnce);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_8_2_5_What_a_member_has_not_acknowledged_goes_to_another_when_its_session_ends_but_not_what_was_sent_with_QoS_2(int level)
    {
        await using var first = await _host.ConnectOpenAsync((MqttVersion)level, "first");
        await first.SubscribeAsync(Jobs);
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        for (var i = 0; i < 4; i++)
        {
            await publisher.PublishAsync($"{_name}/jobs", $"{i}", (QoS)(1 + (i % 2)));
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal($"{i}", Encoding.UTF8.GetString((await first.ReceiveMessageAsync(acknowledge: i == 0)).Payload));
        }

        await first.PingAsync();
        await using var second = await _host.ConnectOpenAsync((MqttVersion)level, "second");
        await second.SubscribeAsync(Jobs);
        await first.Connection.ResetAsync();

        var message = await second.ReceiveMessageAsync();
        Assert.Equal(("2", QoS.AtLeastOnce, false), (Encoding.UTF8.GetString(message.Payload), message.QoS, message.Duplicate));
        await second.PingAsync();
    }

    [Fact]
    public async Task MQTT_4_8_2_5_What_was_not_sent_yet_goes_to_another_whatever_its_QoS_and_expires_as_it_would_have()
    {
        await using var first = _host.Open(MqttVersion.V500);
        await first.SendAsync(MqttClient.Connect(
            MqttVersion.V500, "first", userName: null, password: null, properties: new MqttProperties([MqttProperty.Of(PropertyId.ReceiveMaximum, 1)])));
        await first.ReceiveAsync<ConnackPacket>();
        await first.SubscribeAsync(Jobs);
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        await publisher.PublishAsync($"{_name}/jobs", "sent", QoS.ExactlyOnce);
        await publisher.PublishAsync($"{_name}/jobs", "waits", QoS.ExactlyOnce);
        await publisher.PublishAsync($"{_name}/jobs", "expires", QoS.AtLeastOnce, properties: new MqttProperties([MqttProperty.Of(PropertyId.MessageExpiryInterval, 5)]));
        await publisher.PublishAsync($"{_name}/jobs", "lasts", QoS.AtLeastOnce);
        Assert.Equal("sent", Encoding.UTF8.GetString((await first.ReceiveMessageAsync(acknowledge: false)).Payload));
        await using var second = await _host.ConnectOpenAsync(MqttVersion.V500, "second");
        await second.SubscribeAsync(Jobs);

        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        await first.DisconnectAsync();

        Assert.Equal("waits", await second.ReceiveTextAsync($"{_name}/jobs"));
        Assert.Equal("lasts", await second.ReceiveTextAsync($"{_name}/jobs"));
        await second.PingAsync();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(5, true)]
    public async Task MQTT_4_8_2_5_What_waits_in_the_store_for_a_kept_member_goes_to_another_when_its_session_expires_or_begins_anew(int level, bool restarts)
    {
        await using (var kept = await ConnectKeptAsync(level))
        {
            await kept.SubscribeAsync(Jobs, ($"{_name}/own", QoS.AtLeastOnce));
            await kept.DisconnectAsync();
        }

        await using (var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher"))
        {
            for (var i = 0; i < 300; i++)
            {
                await publisher.PublishAsync($"{_name}/{(i % 3 == 0 ? "own" : "jobs")}", $"{i}", (QoS)(1 + (i % 2)));
            }
        }

        if (restarts)
        {
            await _host.DisposeAsync();
            _host = new BridgeHost(database, isOpen: true);
        }

        await using var other = await _host.ConnectOpenAsync((MqttVersion)level, "other");
        await other.SubscribeAsync(Jobs);
        await using var begunAnew = level == 4 ? await _host.ConnectOpenAsync(MqttVersion.V311, _name, isPresent: false) : null;
        ExpireSessions();

        for (var i = 0; i < 300; i++)
        {
            if (i % 3 != 0)
            {
                Assert.Equal($"{i}", await other.ReceiveTextAsync($"{_name}/jobs"));
            }
        }

        await other.PingAsync();
        await GoneAsync();
    }

    [Fact]
    public async Task MQTT_4_8_2_5_What_a_kept_member_was_sent_with_QoS_2_is_nobody_elses_and_a_kept_member_that_is_away_gets_the_rest()
    {
        await using (var kept = await ConnectKeptAsync(5))
        {
            await kept.SubscribeAsync(Jobs);
            await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
            await publisher.PublishAsync($"{_name}/jobs", "sent", QoS.ExactlyOnce);
            await publisher.PublishAsync($"{_name}/jobs", "once", QoS.AtLeastOnce);
            await kept.ReceiveMessageAsync(acknowledge: false);
            await kept.ReceiveMessageAsync(acknowledge: false);
            await kept.Connection.ResetAsync();
        }

        var day = new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 86_400)]);
        await using (var away = await _host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-away", cleanStart: false, day))
        {
            await away.SubscribeAsync(Jobs);
            await away.DisconnectAsync();
        }

        ExpireSessions();
        await GoneAsync();

        await using var back = await _host.ConnectOpenAsync(MqttVersion.V500, $"{_name}-away", cleanStart: false, day, isPresent: true);
        Assert.Equal("once", await back.ReceiveTextAsync($"{_name}/jobs"));
        await back.PingAsync();
        await back.DisconnectAsync(properties: new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 0)]));
    }

    // Not the connections: their keep alive is over too.
    private void ExpireSessions()
    {
        _host.Clock.Advance(TimeSpan.FromHours(1));
        _host.Get<TopicSessions>().CheckDeadlines();
    }

    private Task<MqttClient> ConnectKeptAsync(int level) => _host.ConnectOpenAsync(
        (MqttVersion)level, _name, cleanStart: false, level == 5 ? new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 3600)]) : null);

    // The store forgets the session once everything is handed over.
    private async Task GoneAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await using var command = database.DataSource.CreateCommand("select count(*) from broker_queue q join broker_sessions s on s.id = q.session_id where s.device_id = $1");
        command.Parameters.AddWithValue(_name);
        while ((long)(await command.ExecuteScalarAsync(patience.Token))! > 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
