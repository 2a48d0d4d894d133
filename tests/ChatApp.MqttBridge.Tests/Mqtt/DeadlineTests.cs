using System.Net;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class DeadlineTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly IPAddress Far = IPAddress.Parse("203.0.113.7");

    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task P03_A_connection_that_says_nothing_is_cut_after_5_seconds()
    {
        await using var client = await OpenAsync();

        _host.Pass(TimeSpan.FromSeconds(5) - Moment);
        Assert.False(client.Connection.IsClosed);
        _host.Pass(Moment);

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task P03_A_CONNECT_that_drips_is_cut_after_10_seconds()
    {
        await using var client = await OpenAsync();
        var connect = Wire.Write(MqttClient.Connect(MqttVersion.V500, "phone", "alice", "token"), MqttVersion.V500);

        for (var second = 0; second < 10; second++)
        {
            Assert.False(client.Connection.IsClosed);
            await client.SendAsync([connect[second]]);
            if (second == 0)
            {
                await SettleAsync();
            }

            _host.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P03_A_packet_that_drips_is_cut_after_30_seconds(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        await client.SendAsync(Wire.Hex("30 7F 0001"));
        await SettleAsync(); // The time counts from here.
        for (var second = 0; second < 30; second++)
        {
            Assert.False(client.Connection.IsClosed);
            await client.SendAsync([(byte)'a']);
            _host.Pass(TimeSpan.FromSeconds(1));
        }

        // While the server reads a byte, no clock of the client runs; the next look finds it.
        for (var looks = 0; looks < 1_000 && !client.Connection.IsClosed; looks++)
        {
            _host.Pass(TimeSpan.Zero);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(level == 5 ? 1 : 0, (await client.ReceiveToEndAsync()).Count);
    }

    [Theory]
    [InlineData(4, 1, 1.5)]
    [InlineData(5, 1, 1.5)]
    [InlineData(4, 60, 90)]
    [InlineData(5, 600, 900)]
    [InlineData(4, 0, 900)]
    [InlineData(5, 0, 900)]
    [InlineData(4, 65_535, 900)]
    public async Task P19_MQTT_3_1_2_24_Silence_of_one_and_a_half_keep_alives_is_the_end(int level, int keepAlive, double seconds)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        await using var client = _host.Open((MqttVersion)level);
        await client.ConnectAsync(session, token, (ushort)keepAlive);

        _host.Pass(TimeSpan.FromSeconds(seconds) - Moment);
        await client.PingAsync();
        _host.Pass(TimeSpan.FromSeconds(seconds) - Moment);
        Assert.False(client.Connection.IsClosed);
        _host.Pass(Moment);

        var last = await client.ReceiveToEndAsync();
        if (level == 5)
        {
            Assert.Equal(ReasonCode.KeepAliveTimeout, Assert.IsType<DisconnectPacket>(Assert.Single(last)).Reason);
        }
        else
        {
            Assert.Empty(last);
        }
    }

    [Fact]
    public async Task P16_The_oldest_of_too_many_half_open_connections_goes_and_a_good_client_comes_in()
    {
        await using var host = new BridgeHost(database, limits => limits.MaxHalfOpen = 50);
        var alice = await host.AddUserAsync("alice");
        await using var good = await host.ConnectAsync(alice, MqttVersion.V500);
        var halfOpen = new List<MqttClient>();
        for (var i = 0; i < 50; i++)
        {
            halfOpen.Add(host.Open());
            while (host.Get<LinkRegistry>().Count < i + 2)
            {
                await Task.Yield();
            }
        }

        Assert.All(halfOpen, client => Assert.False(client.Connection.IsClosed));

        await using var late = await host.ConnectAsync(alice, MqttVersion.V500, "tablet");

        Assert.Empty(await halfOpen[0].ReceiveToEndAsync());
        Assert.All(halfOpen.Skip(1), client => Assert.False(client.Connection.IsClosed));
        await good.PingAsync();
        await late.PingAsync();
        foreach (var client in halfOpen)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Ten_failed_handshakes_in_a_minute_ban_the_address_for_ten_minutes()
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        for (var i = 0; i < 9; i++)
        {
            await FailAsync(Far);
        }

        // Nine are not ten.
        await using (var good = _host.Open(MqttVersion.V500, Far))
        {
            await good.ConnectAsync(session, token);
        }

        await FailAsync(Far);
        await using (var banned = _host.Open(MqttVersion.V500, Far))
        {
            Assert.Empty(await banned.ReceiveToEndAsync());
        }

        await using (var other = _host.Open(MqttVersion.V500, IPAddress.Parse("203.0.113.8")))
        {
            await other.ConnectAsync(session, token);
        }

        _host.Pass(TimeSpan.FromMinutes(10) - Moment);
        await using (var banned = _host.Open(MqttVersion.V500, Far))
        {
            Assert.Empty(await banned.ReceiveToEndAsync());
        }

        _host.Pass(Moment);
        await using var again = _host.Open(MqttVersion.V500, Far);
        await again.ConnectAsync(session, token);
    }

    [Fact]
    public async Task Failures_older_than_a_minute_do_not_count_and_loopback_is_never_banned()
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        for (var i = 0; i < 9; i++)
        {
            await FailAsync(Far);
        }

        _host.Pass(TimeSpan.FromMinutes(1));
        await FailAsync(Far);
        for (var i = 0; i < 30; i++)
        {
            await FailAsync(IPAddress.Loopback);
        }

        foreach (var address in new[] { Far, IPAddress.Loopback })
        {
            await using var client = _host.Open(MqttVersion.V500, address);
            await client.ConnectAsync(session, token);
            await client.Connection.CloseAsync();
        }
    }

    [Fact]
    public void Bans_are_forgotten_when_their_time_is_over()
    {
        var bans = _host.Get<HandshakeBans>();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(i == 9, bans.Failed(Far));
        }

        Assert.True(bans.IsBanned(Far));
        bans.Sweep();
        Assert.True(bans.IsBanned(Far));
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        bans.Sweep();
        Assert.False(bans.IsBanned(Far));
    }

    private async Task<MqttClient> OpenAsync()
    {
        var before = _host.Get<LinkRegistry>().Count;
        var client = _host.Open(MqttVersion.V500);
        while (_host.Get<LinkRegistry>().Count == before)
        {
            await Task.Yield();
        }

        return client;
    }

    private async Task FailAsync(IPAddress address)
    {
        await using var client = _host.Open(MqttVersion.V311, address);
        await client.SendAsync(MqttClient.Connect(MqttVersion.V311, "phone", "alice", "wrong"));
        await client.ReceiveToEndAsync();
    }

    // Until the server has read what asks for no answer; long, for a machine that has much else to do.
    private static Task SettleAsync() => Task.Delay(250);
}
