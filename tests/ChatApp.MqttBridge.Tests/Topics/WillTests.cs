using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class WillTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private readonly BridgeHost _host = new(database, isOpen: true);

    private string Topic => $"wills/{_name}";

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4, "fin")]
    [InlineData(5, "fin")]
    [InlineData(4, "reset")]
    [InlineData(5, "reset")]
    [InlineData(4, "violation")]
    [InlineData(5, "violation")]
    [InlineData(4, "silence")]
    [InlineData(5, "silence")]
    [InlineData(5, "asked")]
    public async Task MQTT_3_1_2_8_3_1_2_24_3_1_2_22_3_14_1_1_A_will_is_published_when_the_connection_fails(int level, string how)
    {
        await using var watcher = await WatchAsync(level);
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, _name, will: Will());

        switch (how)
        {
            case "fin":
                await client.Connection.CloseAsync();
                break;
            case "reset":
                await client.Connection.ResetAsync();
                break;
            case "violation":
                await client.SendAsync([0xE1, 0x00]);
                await client.ReceiveToEndAsync();
                break;
            case "asked":
                await client.DisconnectAsync(ReasonCode.DisconnectWithWill);
                break;
            default:
                _host.Clock.Advance(TimeSpan.FromSeconds(60));
                await watcher.PingAsync();
                _host.Pass(TimeSpan.FromSeconds(31));
                await client.ReceiveToEndAsync();
                break;
        }

        Assert.Equal("gone", await watcher.ReceiveTextAsync(Topic));
        await watcher.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_2_10_3_1_2_12_3_14_4_3_A_client_that_says_goodbye_takes_its_will_along(int level)
    {
        await using var watcher = await WatchAsync(level);
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, _name, will: Will());
        await client.DisconnectAsync();
        await using var without = await _host.ConnectOpenAsync((MqttVersion)level, _name);
        await without.Connection.ResetAsync();

        await watcher.PingAsync();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task MQTT_3_1_2_14_3_1_2_15_3_1_2_16_3_1_2_17_A_will_is_retained_as_it_asks(int level, bool retain)
    {
        await using (var client = await _host.ConnectOpenAsync((MqttVersion)level, _name, will: Will() with { Retain = retain, QoS = QoS.AtLeastOnce }))
        {
            await client.Connection.ResetAsync();
        }

        await using var late = await _host.ConnectOpenAsync((MqttVersion)level, $"{_name}-late");
        await late.SubscribeAsync((Topic, QoS.ExactlyOnce));
        if (retain)
        {
            var will = await late.ReceiveMessageAsync();
            Assert.Equal((true, QoS.AtLeastOnce), (will.Retain, will.QoS));
        }

        await late.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_4_2_3_1_4_3_A_client_that_is_taken_over_leaves_its_will(int level)
    {
        await using var watcher = await WatchAsync(level);
        await using var older = await _host.ConnectOpenAsync((MqttVersion)level, _name, will: Will());
        await using var newer = await _host.ConnectOpenAsync((MqttVersion)level, _name, will: Will("newer"));

        Assert.Equal("gone", await watcher.ReceiveTextAsync(Topic));
        await older.ReceiveToEndAsync();
        await watcher.PingAsync();
        await newer.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_1_2_8_3_1_3_9_A_delayed_will_is_not_published_when_the_client_comes_back_in_time()
    {
        await using var watcher = await WatchAsync(5);
        await using (var client = await ConnectDelayedAsync())
        {
            await client.Connection.ResetAsync();
        }

        _host.Pass(TimeSpan.FromSeconds(29));
        await using (var client = await ConnectDelayedAsync())
        {
            _host.Pass(TimeSpan.FromSeconds(2));
            await watcher.PingAsync();
            await client.Connection.ResetAsync();
        }

        _host.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("gone", await watcher.ReceiveTextAsync(Topic));
        await watcher.PingAsync();
    }

    [Fact]
    public async Task P10_MQTT_3_1_2_8_A_delayed_will_is_published_at_the_latest_when_its_session_ends()
    {
        await using var watcher = await WatchAsync(5);
        await using (var client = await ConnectDelayedAsync(delay: uint.MaxValue, expiry: 50))
        {
            await client.Connection.ResetAsync();
        }

        _host.Pass(TimeSpan.FromSeconds(49));
        await watcher.PingAsync();
        _host.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal("gone", await watcher.ReceiveTextAsync(Topic));
    }

    [Fact]
    public async Task MQTT_3_1_2_7_A_will_of_a_kept_session_is_published_after_the_server_has_gone_down()
    {
        var crashed = new BridgeHost(database, isOpen: true);
        var client = await crashed.ConnectOpenAsync(MqttVersion.V500, _name, cleanStart: false, Expiry(3600), Will(delay: 30));
        await client.SubscribeAsync(("x", QoS.AtLeastOnce)); // Its answer waits for the store, and so for the will too.

        await using var watcher = await WatchAsync(5);
        _host.Pass(TimeSpan.FromSeconds(31));

        Assert.Equal("gone", await watcher.ReceiveTextAsync(Topic));
        await client.DisposeAsync();
        await crashed.DisposeAsync();
    }

    [Fact]
    public async Task MQTT_3_1_3_10_3_3_2_6_The_properties_of_a_will_travel_in_their_order()
    {
        await using var watcher = await WatchAsync(5);
        var will = Will() with
        {
            Properties = new MqttProperties(
            [
                MqttProperty.User("b", "1"), MqttProperty.Of(PropertyId.MessageExpiryInterval, 60), MqttProperty.User("a", "2"),
                MqttProperty.Of(PropertyId.ContentType, "text/plain"),
            ]),
        };
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, _name, will: will);

        await client.Connection.ResetAsync();

        var message = await watcher.ReceiveMessageAsync();
        Assert.Equal(60u, message.Properties.Number(PropertyId.MessageExpiryInterval));
        Assert.Equal(["b", "a"], message.Properties.Items.Where(item => item.Id == PropertyId.UserProperty).Select(item => item.Name));
        Assert.Equal("text/plain", message.Properties.Text(PropertyId.ContentType));
    }

    private static MqttProperties Expiry(uint seconds) => new([MqttProperty.Of(PropertyId.SessionExpiryInterval, seconds)]);

    private async Task<MqttClient> WatchAsync(int level)
    {
        var watcher = await _host.ConnectOpenAsync((MqttVersion)level, $"{_name}-watcher");
        await watcher.SubscribeAsync((Topic, QoS.ExactlyOnce));
        return watcher;
    }

    private Task<MqttClient> ConnectDelayedAsync(uint delay = 30, uint expiry = 3600)
        => _host.ConnectOpenAsync(MqttVersion.V500, _name, cleanStart: false, Expiry(expiry), Will(delay: delay));

    private MqttWill Will(string text = "gone", uint delay = 0) => new(
        Topic, Encoding.UTF8.GetBytes(text), QoS.AtMostOnce, Retain: false,
        delay > 0 ? new MqttProperties([MqttProperty.Of(PropertyId.WillDelayInterval, delay)]) : MqttProperties.Empty);
}
