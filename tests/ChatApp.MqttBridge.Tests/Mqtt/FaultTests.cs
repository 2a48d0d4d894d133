using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>The store goes away, and clients read slowly or not at all.</summary>
public sealed class FaultTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly BridgeHost _host = new(database);
    private UserId _alice;
    private UserId _bob;
    private ConversationTarget _group;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alice = await _host.AddUserAsync("alice");
        _bob = await _host.AddUserAsync("bob");
        (_, _group) = await _host.AddGroupAsync(_alice, _bob);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P6_P7_While_the_outcome_is_unknown_nothing_is_acknowledged_and_then_once(int level)
    {
        await using var client = await _host.ConnectAsync(_alice, (MqttVersion)level);
        _host.MessageLog.Away = true;

        await client.SendAsync(MqttClient.Publish(MqttClient.Text(_group, "patience"), identifier: 1));
        await client.PingAsync();
        await Task.Delay(200, Token);
        await client.PingAsync();
        _host.MessageLog.Away = false;

        Assert.Equal(ReasonCode.Success, (await client.ReceiveAsync<AcknowledgementPacket>()).Reason);
        await client.PingAsync();
        Assert.Single(await HistoryAsync());
    }

    [Fact]
    public async Task P7_A_client_whose_messages_wait_for_the_store_is_not_cut_for_silence()
    {
        const int Burst = 60; // More than the queues take, so that reading pauses.
        await using var client = await _host.ConnectAsync(_alice, MqttVersion.V311);
        _host.MessageLog.Away = true;
        await client.SendAsync([.. Enumerable.Range(1, Burst).Select(i => MqttClient.Publish(MqttClient.Text(_group, $"{i}"), identifier: (ushort)i))]);
        await Task.Delay(100, Token);

        _host.Pass(TimeSpan.FromMinutes(5));
        await Task.Delay(100, Token);
        Assert.False(client.Connection.IsClosed);
        _host.MessageLog.Away = false;

        for (var i = 1; i <= Burst; i++)
        {
            Assert.Equal(i, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
        }
    }

    [Fact]
    public async Task P6_A_connection_that_ends_before_the_outcome_is_known_gets_no_acknowledgement()
    {
        await using var client = await _host.ConnectAsync(_alice, MqttVersion.V500);
        _host.MessageLog.Away = true;
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(_group, "lost"), identifier: 1));
        await client.PingAsync();

        await client.Connection.CloseAsync();

        Assert.Empty(await client.ReceiveToEndAsync());
        _host.MessageLog.Away = false;
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task D01_The_inbox_goes_on_when_the_store_is_back()
    {
        var (session, token) = await _host.SignInAsync(_bob);
        await using (var first = _host.Open())
        {
            await first.ConnectAsync(session, token);
        }

        for (var i = 1; i <= 3; i++)
        {
            await SendAsync($"{i}");
        }

        await using var bob = _host.Open();
        await bob.ConnectAsync(session, token);
        _host.StoreAway = true;
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        await bob.PingAsync();
        await Task.Delay(100, Token);
        _host.StoreAway = false;

        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal($"{i}", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);
        }

        Assert.DoesNotContain(_host.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    public async Task P15_L04_A_reader_that_stops_costs_nobody_else_anything_and_catches_up(object qos)
    {
        const int Messages = 1500; // Three times what waits for a connection before it is marked behind.
        await using var slow = await _host.ConnectAsync(_bob, MqttVersion.V500, receiveBuffer: 4096);
        await slow.SubscribeAsync(("chat/inbox", (QoS)qos));
        await using var quick = await _host.ConnectAsync(_bob, MqttVersion.V500, "tablet");
        await quick.SubscribeAsync(("chat/inbox", QoS.AtMostOnce));

        var reading = Task.Run(
            async () =>
            {
                for (var i = 1; i <= Messages; i++)
                {
                    Assert.Equal(i, (long)(await quick.ReceiveJsonAsync("chat/inbox"))["sequence"]!);
                }
            },
            Token);
        for (var i = 0; i < Messages / 100; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SendAsync("x")));
        }

        await reading;
        Assert.False(slow.Connection.IsClosed);
        for (var i = 1; i <= Messages; i++)
        {
            Assert.Equal(i, (long)(await slow.ReceiveJsonAsync("chat/inbox"))["sequence"]!);
        }
    }

    [Fact]
    public async Task P15_A_reader_that_takes_nothing_for_30_seconds_is_cut()
    {
        await using var slow = await _host.ConnectAsync(_bob, MqttVersion.V500, receiveBuffer: 1024);
        await slow.SubscribeAsync(("chat/inbox", QoS.AtMostOnce));
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(new string('x', 200));
        }

        await Task.Delay(300, Token);
        _host.Pass(TimeSpan.FromSeconds(30));

        await slow.Connection.ClosedByServerAsync();
    }

    [Fact]
    public async Task A_stopping_server_answers_what_it_took_and_says_goodbye()
    {
        await using var client = await _host.ConnectAsync(_alice, MqttVersion.V500);
        _host.MessageLog.Close();
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(_group, "last words"), identifier: 1));
        await client.PingAsync();

        client.Connection.RequestClose();
        await Task.Delay(50, Token);
        _host.MessageLog.Open();

        Assert.Equal(MqttPacketType.Puback, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        Assert.Equal(ReasonCode.ServerShuttingDown, (await client.ReceiveAsync<DisconnectPacket>()).Reason);
        Assert.Null(await client.ReceiveAsync());
    }

    private async Task SendAsync(string text)
    {
        var sent = await _host.Get<MessageService>().SendAsync(
            new MessageDraft(_alice, Origin: null, _group, Guid.NewGuid(), MessageKind.Text, text), Token);
        Assert.Null(sent.Refusal);
    }

    private async Task<IReadOnlyList<Message>> HistoryAsync()
        => (await _host.Get<MessageService>().HistoryAsync(_alice, _group, new HistoryQuery(), Token)).Value.Messages;
}
