using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class InboxTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly BridgeHost _host = new(database);
    private UserId _alice;
    private UserId _bob;
    private ConversationTarget _group;
    private ConversationId _groupId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alice = await _host.AddUserAsync("alice");
        _bob = await _host.AddUserAsync("bob");
        (_groupId, _group) = await _host.AddGroupAsync(_alice, _bob);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4, QoS.AtMostOnce)]
    [InlineData(5, QoS.AtMostOnce)]
    [InlineData(4, QoS.AtLeastOnce)]
    [InlineData(5, QoS.AtLeastOnce)]
    public async Task A_message_arrives_as_the_contract_writes_it(int level, object qos)
    {
        await using var bob = await _host.ConnectAsync(_bob, (MqttVersion)level);
        Assert.Equal([(ReasonCode)(QoS)qos], await bob.SubscribeAsync(("chat/inbox", (QoS)qos)));
        await using var alice = await _host.ConnectAsync(_alice, MqttVersion.V500);
        var clientId = Guid.NewGuid();

        var puback = await alice.SendTextAsync(ConversationTarget.Person(_bob), "你好 <b>", clientId);

        var publish = await bob.ReceiveAsync<PublishPacket>();
        Assert.Equal((QoS)qos, publish.QoS);
        Assert.False(publish.Duplicate);
        Assert.False(publish.Retain);
        var expected = $$$"""
            {"conversation":{"type":0,"id":"{{{_alice}}}","line":0},"sequence":1,"messageId":"{{{puback.Properties.User("messageId")}}}","sender":"{{{_alice}}}","clientId":"{{{clientId}}}","kind":"text","text":"你好 <b>","sentAt":"{{{puback.Properties.User("sentAt")}}}"}
            """;
        Assert.Equal(expected.Trim(), System.Text.Encoding.UTF8.GetString(publish.Payload.FirstSpan));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P3_Messages_of_several_conversations_arrive_in_the_order_of_each(int level)
    {
        await using var bob = await _host.ConnectAsync(_bob, (MqttVersion)level);
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        for (var i = 1; i <= 60; i++)
        {
            await SendAsync(_alice, i % 2 == 0 ? _group : ConversationTarget.Person(_bob), $"{i}");
        }

        var received = new List<(string? Conversation, long Sequence)>();
        for (var i = 1; i <= 60; i++)
        {
            var message = await bob.ReceiveJsonAsync("chat/inbox");
            received.Add(((string?)message["conversation"]!["id"], (long)message["sequence"]!));
        }

        foreach (var conversation in received.GroupBy(message => message.Conversation))
        {
            Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), conversation.Select(message => message.Sequence));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_3_4_9_No_more_than_the_window_is_sent_unacknowledged_and_the_rest_follows_the_acknowledgements(int level)
    {
        await using var bob = await _host.ConnectAsync(_bob, (MqttVersion)level);
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        for (var i = 1; i <= 40; i++)
        {
            await SendAsync(_alice, _group, $"{i}");
        }

        var identifiers = new Queue<ushort>();
        for (var i = 1; i <= 16; i++)
        {
            identifiers.Enqueue((await bob.ReceiveAsync<PublishPacket>()).PacketIdentifier);
        }

        // Everything else goes on at an empty quota (3.3.4-10), and nothing is sent again while connected (4.4.0-1).
        await bob.PingAsync();
        await Task.Delay(100, Token);
        await bob.PingAsync();
        Assert.Equal(16, identifiers.Distinct().Count());
        Assert.DoesNotContain((ushort)0, identifiers);

        for (var i = 17; i <= 40; i++)
        {
            await bob.SendAsync(MqttClient.Puback(identifiers.Dequeue()));
            var publish = await bob.ReceiveAsync<PublishPacket>();
            Assert.DoesNotContain(publish.PacketIdentifier, identifiers);
            identifiers.Enqueue(publish.PacketIdentifier);
        }
    }

    [Fact]
    public async Task MQTT_3_3_4_9_A_smaller_Receive_Maximum_of_the_client_counts()
    {
        var (session, token) = await _host.SignInAsync(_bob);
        await using var bob = _host.Open();
        await bob.ConnectAsync(session, token, properties: new MqttProperties([MqttProperty.Of(PropertyId.ReceiveMaximum, 2)]));
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        for (var i = 1; i <= 5; i++)
        {
            await SendAsync(_alice, _group, $"{i}");
        }

        var first = await bob.ReceiveAsync<PublishPacket>();
        await bob.ReceiveAsync<PublishPacket>();
        await bob.PingAsync();
        await Task.Delay(100, Token);
        await bob.PingAsync();
        await bob.SendAsync(MqttClient.Puback(first.PacketIdentifier));

        await bob.ReceiveAsync<PublishPacket>();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P4_What_was_not_acknowledged_comes_again_and_the_cursor_stands_at_the_unbroken_run(int level)
    {
        var (session, token) = await _host.SignInAsync(_bob);
        await using (var bob = _host.Open((MqttVersion)level))
        {
            await bob.ConnectAsync(session, token);
            await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
            for (var i = 1; i <= 5; i++)
            {
                await SendAsync(_alice, _group, $"{i}");
            }

            var identifiers = new List<ushort>();
            for (var i = 1; i <= 5; i++)
            {
                identifiers.Add((await bob.ReceiveAsync<PublishPacket>()).PacketIdentifier);
            }

            // The third is missing, so the run ends at two.
            foreach (var index in new[] { 1, 0, 4, 3 })
            {
                await bob.SendAsync(MqttClient.Puback(identifiers[index]));
            }

            await bob.PingAsync();
            await bob.Connection.ResetAsync();
        }

        await SendAsync(_alice, _group, "6");
        await using var again = _host.Open((MqttVersion)level);
        await again.ConnectAsync(session, token);
        await again.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        for (var i = 3; i <= 6; i++)
        {
            Assert.Equal(i, (long)(await again.ReceiveJsonAsync("chat/inbox"))["sequence"]!);
        }

        await again.PingAsync();
        await _host.Get<DeviceCursors>().FlushAllAsync(Token);
        Assert.Equal(6, await CursorAsync(_bob, "phone"));
    }

    [Fact]
    public async Task P4_QoS_0_moves_the_cursor_when_sent()
    {
        var (session, token) = await _host.SignInAsync(_bob);
        await using (var bob = _host.Open())
        {
            await bob.ConnectAsync(session, token);
            await bob.SubscribeAsync(("chat/inbox", QoS.AtMostOnce));
            await SendAsync(_alice, _group, "1");
            await SendAsync(_alice, _group, "2");
            await bob.ReceiveJsonAsync("chat/inbox");
            await bob.ReceiveJsonAsync("chat/inbox");
            await bob.Connection.CloseAsync();
        }

        await SendAsync(_alice, _group, "3");
        await using var again = _host.Open();
        await again.ConnectAsync(session, token);
        await again.SubscribeAsync(("chat/inbox", QoS.AtMostOnce));

        Assert.Equal(3, (long)(await again.ReceiveJsonAsync("chat/inbox"))["sequence"]!);
    }

    [Fact]
    public async Task A_new_device_starts_at_the_present_and_an_old_one_where_it_was()
    {
        var (old, oldToken) = await _host.SignInAsync(_bob, "old");
        await using (var first = _host.Open())
        {
            await first.ConnectAsync(old, oldToken);
        }

        await SendAsync(_alice, _group, "before");
        await using var fresh = await _host.ConnectAsync(_bob, MqttVersion.V500, "fresh");
        await fresh.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        await using var known = _host.Open();
        await known.ConnectAsync(old, oldToken);
        await known.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        Assert.Equal("before", (string?)(await known.ReceiveJsonAsync("chat/inbox"))["text"]);
        await SendAsync(_alice, _group, "after");

        Assert.Equal("after", (string?)(await fresh.ReceiveJsonAsync("chat/inbox"))["text"]);
        Assert.Equal("after", (string?)(await known.ReceiveJsonAsync("chat/inbox"))["text"]);
    }

    [Fact]
    public async Task Own_messages_come_to_the_users_other_devices_only()
    {
        await using var sender = await _host.ConnectAsync(_alice, MqttVersion.V500, "sender");
        await using var other = await _host.ConnectAsync(_alice, MqttVersion.V311, "other");
        await sender.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        await other.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        await sender.SendTextAsync(_group, "mine");
        await SendAsync(_bob, _group, "theirs");

        Assert.Equal("mine", (string?)(await other.ReceiveJsonAsync("chat/inbox"))["text"]);
        Assert.Equal("theirs", (string?)(await other.ReceiveJsonAsync("chat/inbox"))["text"]);
        Assert.Equal("theirs", (string?)(await sender.ReceiveJsonAsync("chat/inbox"))["text"]);
        await sender.PingAsync();
        await _host.Get<DeviceCursors>().FlushAllAsync(Token);
        Assert.Equal(2, await CursorAsync(_alice, "sender"));
    }

    [Fact]
    public async Task MQTT_3_10_4_2_After_UNSUBSCRIBE_nothing_comes_and_the_next_SUBSCRIBE_brings_what_was_missed()
    {
        await using var bob = await _host.ConnectAsync(_bob, MqttVersion.V500);
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce), ("chat/events", QoS.AtMostOnce));
        await SendAsync(_alice, _group, "1");
        var inFlight = await bob.ReceiveAsync<PublishPacket>();

        await bob.SendAsync(new UnsubscribePacket(50, ["chat/inbox", "chat/result", "chat/in+"], MqttProperties.Empty));
        var unsuback = await bob.ReceiveAsync<UnsubackPacket>();
        Assert.Equal(50, unsuback.PacketIdentifier);
        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.NoSubscriptionExisted], unsuback.Reasons);
        await SendAsync(_alice, _group, "2");
        await SendAsync(_alice, _group, "3");
        await Task.Delay(100, Token);
        await bob.PingAsync();

        // What had been sent is finished (3.10.4-3).
        await bob.SendAsync(MqttClient.Puback(inFlight.PacketIdentifier));
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        Assert.Equal("2", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);
        Assert.Equal("3", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);
    }

    [Fact]
    public async Task Events_first_and_the_inbox_later_loses_nothing_in_between()
    {
        await using var bob = await _host.ConnectAsync(_bob, MqttVersion.V311);
        await bob.SubscribeAsync(("chat/events", QoS.AtLeastOnce));
        await SendAsync(_alice, _group, "between");
        await Task.Delay(100, Token);

        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        Assert.Equal("between", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);
    }

    [Fact]
    public async Task MQTT_3_8_4_3_The_same_subscription_again_replaces_the_first_and_doubles_nothing()
    {
        await using var bob = await _host.ConnectAsync(_bob, MqttVersion.V500);
        Assert.Equal([ReasonCode.GrantedQoS1], await bob.SubscribeAsync(("chat/inbox", QoS.ExactlyOnce)));
        Assert.Equal([ReasonCode.Success], await bob.SubscribeAsync(("chat/inbox", QoS.AtMostOnce)));

        await SendAsync(_alice, _group, "once");

        Assert.Equal(QoS.AtMostOnce, (await bob.ReceiveAsync<PublishPacket>()).QoS);
        await bob.PingAsync();
    }

    [Fact]
    public async Task MQTT_3_3_4_3_A_message_carries_the_identifier_of_its_subscription()
    {
        await using var bob = await _host.ConnectAsync(_bob, MqttVersion.V500);
        await bob.SendAsync(new SubscribePacket(
            1, [new TopicSubscription("chat/inbox", QoS.AtMostOnce)], new MqttProperties([MqttProperty.Of(PropertyId.SubscriptionIdentifier, 4711)])));
        await bob.ReceiveAsync<SubackPacket>();

        await SendAsync(_alice, _group, "hello");

        Assert.Equal(4711u, (await bob.ReceiveAsync<PublishPacket>()).Properties.Number(PropertyId.SubscriptionIdentifier));
    }

    [Fact]
    public async Task MQTT_3_1_2_25_A_message_larger_than_the_client_takes_counts_as_sent()
    {
        var (session, token) = await _host.SignInAsync(_bob);
        await using var bob = _host.Open();
        await bob.ConnectAsync(session, token, properties: new MqttProperties([MqttProperty.Of(PropertyId.MaximumPacketSize, 512)]));
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        for (var i = 0; i < 20; i++)
        {
            await SendAsync(_alice, _group, new string('x', 600));
        }

        await SendAsync(_alice, _group, "small");

        Assert.Equal("small", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);
        await bob.PingAsync();
        await _host.Get<DeviceCursors>().FlushAllAsync(Token);
        Assert.Equal(21, await CursorAsync(_bob, "phone"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P13_MQTT_3_8_4_5_Other_filters_are_refused_one_by_one(int level)
    {
        await using var bob = await _host.ConnectAsync(_bob, (MqttVersion)level);
        string[] refused = ["#", "+/inbox", "chat/#", "chat/send", "chat/inbox/x", "app/+/x", $"app/{_alice}/#", "$SYS/#", "$share/g/chat/inbox", "CHAT/INBOX"];
        string[] malformed = ["a#", "chat/in+", "$share/g", new string('/', 128)];

        var reasons = await bob.SubscribeAsync(
            [("chat/inbox", QoS.ExactlyOnce), .. refused.Concat(malformed).Select(filter => (filter, QoS.AtLeastOnce)), ("chat/events", QoS.AtLeastOnce)]);

        var no = level == 5 ? ReasonCode.NotAuthorized : ReasonCode.UnspecifiedError;
        var wrong = level == 5 ? ReasonCode.TopicFilterInvalid : ReasonCode.UnspecifiedError;
        Assert.Equal(
            [ReasonCode.GrantedQoS1, .. refused.Select(_ => no), .. malformed.Select(_ => wrong), ReasonCode.Success],
            reasons);
        Assert.Contains(_host.Log.Lines, line => line.Id == 4112 && line.Text.EndsWith(" #.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task P5_Who_leaves_while_connected_gets_nothing_more()
    {
        await using var bob = await _host.ConnectAsync(_bob, MqttVersion.V500);
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));
        await SendAsync(_alice, _group, "for all");
        Assert.Equal("for all", (string?)(await bob.ReceiveJsonAsync("chat/inbox"))["text"]);

        using var leaving = _host.Get<Core.Delivery.DeliveryService>().Exclude(_groupId, _bob);
        await SendAsync(_alice, _group, "not for bob");
        await Task.Delay(100, Token);

        await bob.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P4_A_long_absence_is_caught_up_in_order(int level)
    {
        const int Missed = 350;
        var (session, token) = await _host.SignInAsync(_bob);
        await using (var first = _host.Open())
        {
            await first.ConnectAsync(session, token);
        }

        await Task.WhenAll(Enumerable.Range(1, Missed).Select(i => SendAsync(_alice, _group, $"{i}")));
        await using var bob = _host.Open((MqttVersion)level);
        await bob.ConnectAsync(session, token);
        await bob.SubscribeAsync(("chat/inbox", QoS.AtLeastOnce));

        for (var i = 1; i <= Missed; i++)
        {
            Assert.Equal(i, (long)(await bob.ReceiveJsonAsync("chat/inbox"))["sequence"]!);
        }
    }

    private async Task SendAsync(UserId sender, ConversationTarget to, string text)
    {
        var sent = await _host.Get<MessageService>().SendAsync(new MessageDraft(sender, Origin: null, to, Guid.NewGuid(), MessageKind.Text, text), Token);
        Assert.Null(sent.Refusal);
    }

    private async Task<long> CursorAsync(UserId user, string device)
    {
        var cursors = await _host.Get<Core.Delivery.IDeviceCursorStore>().LoadAsync(user, new DeviceId(device), Token);
        return cursors![_groupId];
    }
}
