using ChatApp.Core.Conversations;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class TakeoverTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_4_3_A_newer_connection_of_the_device_takes_over(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        await using var older = _host.Open((MqttVersion)level);
        await older.ConnectAsync(session, token);

        await using var newer = _host.Open((MqttVersion)level);
        await newer.ConnectAsync(session, token);

        var last = await older.ReceiveToEndAsync();
        if (level == 5)
        {
            Assert.Equal(ReasonCode.SessionTakenOver, Assert.IsType<DisconnectPacket>(Assert.Single(last)).Reason);
        }
        else
        {
            Assert.Empty(last);
        }

        await newer.PingAsync();
        Assert.Single(_host.Get<DeliveryService>().List(), connection => connection.Session.Id == session.Id);
    }

    [Fact]
    public async Task P14_The_same_device_id_under_another_account_is_another_session()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var first = await _host.ConnectAsync(alice, MqttVersion.V500, "same");
        await using var second = await _host.ConnectAsync(bob, MqttVersion.V500, "same");

        await first.PingAsync();
        await second.PingAsync();
    }

    [Theory]
    [InlineData(SessionEndReason.EndedByOwner, ReasonCode.NotAuthorized)]
    [InlineData(SessionEndReason.EndedByAdministrator, ReasonCode.AdministrativeAction)]
    [InlineData(SessionEndReason.Suspended, ReasonCode.AdministrativeAction)]
    [InlineData(SessionEndReason.SignedOut, ReasonCode.NotAuthorized)]
    public async Task S04_A_revoked_session_is_told_and_cut_within_a_second(SessionEndReason why, object reason)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        await using var client = _host.Open();
        await client.ConnectAsync(session, token);
        await client.SubscribeAsync(("chat/events", QoS.AtMostOnce));

        await _host.Get<SessionService>().EndAsync(session.Id, alice, why, Token);

        var told = await client.ReceiveJsonAsync("chat/events");
        Assert.Equal("session", (string?)told["event"]);
        Assert.Equal(why.ToString(), (string?)told["reason"]);
        var last = Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync().WaitAsync(TimeSpan.FromSeconds(1), Token)));
        Assert.Equal(reason, last.Reason);

        await using var again = _host.Open();
        await again.SendAsync(MqttClient.Connect(again.Version, session.Device.Value, alice.Value, token));
        Assert.Equal(ReasonCode.NotAuthorized, (await again.ReceiveAsync<ConnackPacket>()).Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task S04_A_client_that_subscribed_to_nothing_is_cut_too(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        await using var client = _host.Open((MqttVersion)level);
        await client.ConnectAsync(session, token);

        await _host.Get<SessionService>().EndAsync(session.Id, alice, SessionEndReason.EndedByOwner, Token);

        Assert.Equal(level == 5 ? 1 : 0, (await client.ReceiveToEndAsync()).Count);
    }

    [Fact]
    public async Task Signing_in_again_on_a_device_replaces_its_connection()
    {
        var alice = await _host.AddUserAsync("alice");
        await using var older = await _host.ConnectAsync(alice, MqttVersion.V500);
        await using var newer = await _host.ConnectAsync(alice, MqttVersion.V500);

        Assert.Equal(ReasonCode.SessionTakenOver, Assert.IsType<DisconnectPacket>(Assert.Single(await older.ReceiveToEndAsync())).Reason);
        await newer.PingAsync();
    }

    [Fact]
    public async Task What_the_older_connection_acknowledged_does_not_come_again()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        var (_, group) = await _host.AddGroupAsync(alice, bob);
        var (session, token) = await _host.SignInAsync(bob);
        await using var older = _host.Open();
        await older.ConnectAsync(session, token);
        await older.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        await SendAsync(alice, group, "1");
        await older.ReceiveJsonAsync("chat/inbox");
        await older.PingAsync();
        await SendAsync(alice, group, "2");
        await older.ReceiveAsync<PublishPacket>();

        await using var newer = _host.Open();
        await newer.ConnectAsync(session, token);
        await newer.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        Assert.Equal("2", (string?)(await newer.ReceiveJsonAsync("chat/inbox"))["text"]);
        await older.ReceiveToEndAsync();
    }

    [Fact]
    public async Task A_closed_connection_leaves_nothing_behind()
    {
        var alice = await _host.AddUserAsync("alice");
        for (var i = 0; i < 5; i++)
        {
            await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
            await client.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce), ("chat/events", QoS.AtMostOnce));
            Assert.True(_host.Get<DeliveryService>().IsOnline(alice));
            await (i % 2 == 0 ? client.Connection.CloseAsync() : client.Connection.ResetAsync());
        }

        Assert.Equal(0, _host.Get<LinkRegistry>().Count);
        Assert.Equal(0, _host.Get<DeliveryService>().Connections);
        Assert.False(_host.Get<DeliveryService>().IsOnline(alice));
    }

    private async Task SendAsync(UserId sender, ConversationTarget to, string text)
        => await _host.Get<MessageService>().SendAsync(new MessageDraft(sender, Origin: null, to, Guid.NewGuid(), MessageKind.Text, text), Token);
}
