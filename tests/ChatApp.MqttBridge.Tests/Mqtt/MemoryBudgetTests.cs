using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>What one connection may make the server hold, with slow clients and hostile ones.</summary>
public sealed class MemoryBudgetTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private const int Budget = 1024 * 1024;

    private readonly BridgeHost _open = new(database, limits => limits.MaxConnectionBytes = Budget, isOpen: true);

    public ValueTask DisposeAsync() => _open.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P15_A_reader_that_stops_is_cut_at_its_budget_and_told_why_and_others_lose_nothing(int level)
    {
        await using var stuck = await ConnectStuckAsync(level);
        await using var reader = await _open.ConnectOpenAsync((MqttVersion)level, "reader");
        await reader.SubscribeAsync(("a", QoS.AtLeastOnce));
        await using var publisher = await _open.ConnectOpenAsync((MqttVersion)level, "publisher");
        var session = Session("stuck");
        var most = 0L;
        var count = 0;
        for (; !session.Link.Stopping.IsCancellationRequested; count++)
        {
            Assert.True(count < 100, $"{session.HeldBytes} bytes are held and nobody cares.");
            most = Math.Max(most, session.HeldBytes);
            Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", Text(count), QoS.AtLeastOnce));
            Assert.Equal(Text(count), await reader.ReceiveTextAsync("a"));
        }

        Assert.InRange(most, Budget - (64 * 1024), Budget);
        var last = (await stuck.ReceiveToEndAsync())[^1];
        Assert.Equal(level == 5 ? ReasonCode.QuotaExceeded : null, (last as DisconnectPacket)?.Reason);
        Assert.Equal(ReasonCode.Success, await publisher.PublishAsync("a", "after", QoS.AtLeastOnce));
        Assert.Equal("after", await reader.ReceiveTextAsync("a"));
    }

    [Fact]
    public async Task P15_A_reader_that_goes_on_before_its_budget_is_full_gets_everything_and_holds_nothing_any_more()
    {
        await using var stuck = await ConnectStuckAsync(5);
        await using var publisher = await _open.ConnectOpenAsync(MqttVersion.V500, "publisher");
        for (var i = 0; i < 20; i++)
        {
            await publisher.PublishAsync("a", Text(i), QoS.AtLeastOnce);
        }

        var session = Session("stuck");
        Assert.InRange(session.HeldBytes, 500 * 1024, Budget);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Text(i), await stuck.ReceiveTextAsync("a"));
        }

        await stuck.PingAsync();
        Assert.InRange(session.HeldBytes, 0, 2_000);
    }

    [Fact]
    public async Task P15_Of_a_kept_session_memory_holds_only_what_goes_out_soon_however_much_waits()
    {
        var hour = new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 3600)]);
        await using var client = _open.Open(MqttVersion.V500, receiveBuffer: 4 * 1024);
        await client.SendAsync(MqttClient.Connect(MqttVersion.V500, "kept", userName: null, password: null, cleanStart: false, properties: hour));
        await client.ReceiveAsync<ConnackPacket>();
        await client.SubscribeAsync(("b", QoS.AtLeastOnce));
        await using var publisher = await _open.ConnectOpenAsync(MqttVersion.V500, "publisher");
        var session = Session("kept");
        for (var i = 0; i < 120; i++)
        {
            await publisher.PublishAsync("b", Text(i), QoS.AtLeastOnce);
        }

        Assert.False(session.Link.Stopping.IsCancellationRequested);
        Assert.InRange(session.HeldBytes, 0, (MqttBridge.Topics.StoredQueue.WindowBytes * 3L / 2) + (300 * 1024));
        for (var i = 0; i < 120; i++)
        {
            Assert.Equal(Text(i), await client.ReceiveTextAsync("b"));
        }

        await client.DisconnectAsync(properties: new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 0)]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P09_Filters_that_take_too_much_are_refused_and_the_connection_lives(int level)
    {
        await using var client = await _open.ConnectOpenAsync((MqttVersion)level, "greedy");
        var refused = level == 5 ? ReasonCode.QuotaExceeded : ReasonCode.UnspecifiedError;
        var granted = new List<ReasonCode>();
        for (var i = 0; i < 20; i++)
        {
            granted.AddRange(await client.SubscribeAsync(($"{i}/{new string('x', 20_000)}", QoS.AtMostOnce)));
        }

        var deep = string.Join('/', Enumerable.Repeat("+", 120));
        granted.AddRange(await client.SubscribeAsync((deep, QoS.AtMostOnce)));

        Assert.Equal(3, granted.Count(reason => reason == ReasonCode.Success));
        Assert.Equal(18, granted.Count(reason => reason == refused));
        await client.SendAsync(new UnsubscribePacket(90, [$"0/{new string('x', 20_000)}"], MqttProperties.Empty));
        await client.ReceiveAsync<UnsubackPacket>();
        Assert.Equal([ReasonCode.Success], await client.SubscribeAsync((deep, QoS.AtMostOnce)));
    }

    [Fact]
    public async Task P10_Topic_aliases_count()
    {
        await using var client = await _open.ConnectOpenAsync(MqttVersion.V500, "aliases");
        for (var alias = 1; alias <= 16; alias++)
        {
            await client.SendAsync(MqttClient.Publish(
                "x"u8.ToArray(), QoS.AtMostOnce, topic: $"{alias}/{new string('y', 60_000)}", properties: new MqttProperties([MqttProperty.Of(PropertyId.TopicAlias, (uint)alias)])));
        }

        var last = Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync()));

        Assert.Equal(ReasonCode.QuotaExceeded, last.Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task L01_Requests_that_wait_count_and_a_neighbour_does_not_notice(int level)
    {
        await using var host = new BridgeHost(database, limits => limits.MaxConnectionBytes = Budget);
        await using var client = await host.ConnectAsync(await host.AddUserAsync("alice"), (MqttVersion)level);
        await using var neighbour = await host.ConnectAsync(await host.AddUserAsync("bob"), (MqttVersion)level);
        await using var holder = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = holder.CreateCommand())
        {
            command.CommandText = "lock table conversations, conversation_members in access exclusive mode";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var body = Encoding.UTF8.GetBytes($$"""{"padding":"{{new string('z', 200_000)}}"}""");
        for (var i = 0; i < 8 && !client.Connection.IsClosed; i++)
        {
            await client.SendAsync(MqttClient.Publish(body, QoS.AtMostOnce, topic: "chat/rpc/conversations"));
        }

        var packets = await client.ReceiveToEndAsync();

        Assert.Equal(level == 5 ? ReasonCode.QuotaExceeded : null, packets.OfType<DisconnectPacket>().SingleOrDefault()?.Reason);
        await neighbour.PingAsync();
    }

    private MqttSession Session(string device)
        => _open.Get<LinkRegistry>().Find(ChatApp.MqttBridge.Topics.Identity.Anonymous, new Core.Kernel.DeviceId(device))!;

    private static string Text(int i) => $"{i} {new string('x', 30_000)}";

    private async Task<MqttClient> ConnectStuckAsync(int level)
    {
        var stuck = _open.Open((MqttVersion)level, receiveBuffer: 4 * 1024);
        await stuck.SendAsync(MqttClient.Connect((MqttVersion)level, "stuck", userName: null, password: null));
        await stuck.ReceiveAsync<ConnackPacket>();
        await stuck.SubscribeAsync(("a", QoS.AtLeastOnce));
        return stuck;
    }
}
