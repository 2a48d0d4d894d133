using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class SendTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task P1_In_5_0_the_acknowledgement_tells_where_the_message_was_stored()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);

        var first = await client.SendTextAsync(ConversationTarget.Person(bob), "你好");
        var second = await client.SendTextAsync(ConversationTarget.Person(bob), "again");

        Assert.Equal(ReasonCode.Success, first.Reason);
        Assert.Equal("1", first.Properties.User("sequence"));
        Assert.Equal("2", second.Properties.User("sequence"));
        var stored = await HistoryAsync(alice, ConversationTarget.Person(bob));
        Assert.Equal(["你好", "again"], stored.Select(message => message.Text));
        Assert.Equal(stored[0].Id.ToString(), first.Properties.User("messageId"));
        Assert.Equal(stored[0].SentAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), first.Properties.User("sentAt"));
    }

    [Fact]
    public async Task P1_In_3_1_1_a_subscriber_of_chat_result_is_told()
    {
        var alice = await _host.AddUserAsync("alice");
        var stranger = await _host.AddUserAsync("bob");
        var (_, group) = await _host.AddGroupAsync(alice);
        var (_, others) = await _host.AddGroupAsync(stranger);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V311);
        Assert.Equal([ReasonCode.Success], await client.SubscribeAsync(("chat/result", QoS.AtLeastOnce)));
        var clientId = Guid.NewGuid();

        await client.SendTextAsync(group, "one", clientId);
        var stored = await client.ReceiveJsonAsync("chat/result");
        await client.SendTextAsync(others, "two");
        var refused = await client.ReceiveJsonAsync("chat/result");

        var message = Assert.Single(await HistoryAsync(alice, group));
        Assert.Equal(clientId.ToString(), (string?)stored["clientId"]);
        Assert.True((bool?)stored["ok"]);
        Assert.Equal(message.Id.ToString(), (string?)stored["messageId"]);
        Assert.Equal(1, (long?)stored["sequence"]);
        Assert.NotNull((string?)stored["sentAt"]);
        Assert.False((bool?)refused["ok"]);
        Assert.Equal(nameof(ErrorCode.NotAMember), (string?)refused["error"]);
        Assert.NotEmpty((string?)refused["message"] ?? string.Empty);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P1_The_acknowledgement_waits_for_the_commit_and_PINGREQ_does_not(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        _host.MessageLog.Close();

        await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "one"), identifier: 7));
        await client.PingAsync();
        await client.PingAsync();
        _host.MessageLog.Open();

        Assert.Equal(7, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P3_MQTT_4_6_0_2_A_burst_is_stored_and_acknowledged_in_its_order(int level)
    {
        const int Burst = 16;
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        var to = ConversationTarget.Person(bob);

        // The single chat does not exist yet: it has to be made while the others wait in line.
        await client.SendAsync([.. Enumerable.Range(1, Burst).Select(i => MqttClient.Publish(MqttClient.Text(to, $"{i}"), identifier: (ushort)(i * 3)))]);

        for (var i = 1; i <= Burst; i++)
        {
            Assert.Equal(i * 3, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
        }

        Assert.Equal(Enumerable.Range(1, Burst).Select(i => $"{i}"), (await HistoryAsync(alice, to)).Select(message => message.Text));
    }

    [Fact]
    public async Task MQTT_4_6_0_2_A_client_of_3_1_1_may_send_more_than_the_window_in_one_write()
    {
        const int Burst = 100;
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V311);

        await client.SendAsync([.. Enumerable.Range(1, Burst).Select(i => MqttClient.Publish(MqttClient.Text(group, $"{i}"), identifier: (ushort)i))]);

        for (var i = 1; i <= Burst; i++)
        {
            Assert.Equal(i, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
        }

        Assert.Equal(Enumerable.Range(1, Burst).Select(i => $"{i}"), (await HistoryAsync(alice, group)).Select(message => message.Text));
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public async Task MQTT_3_3_4_7_One_message_more_than_Receive_Maximum_cuts_a_client_of_5_0(object qos)
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        _host.MessageLog.Close();

        await client.SendAsync([.. Enumerable.Range(1, 16).Select(i => MqttClient.Publish(MqttClient.Text(group, $"{i}"), (QoS)qos, (ushort)i))]);
        await client.PingAsync();
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "17"), (QoS)qos, 17));

        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, (await client.ReceiveAsync<DisconnectPacket>()).Reason);
        _host.MessageLog.Open();
        await client.ReceiveToEndAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P2_P18_A_resend_after_a_lost_acknowledgement_makes_no_second_message(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        var (_, group) = await _host.AddGroupAsync(alice);
        var payload = MqttClient.Text(group, "once");
        _host.MessageLog.Close();
        await using (var first = _host.Open((MqttVersion)level))
        {
            await first.ConnectAsync(session, token);
            await first.SendAsync(MqttClient.Publish(payload, identifier: 1));
            await first.PingAsync();
            var reset = first.Connection.ResetAsync();
            _host.MessageLog.Open();
            await reset;
        }

        await using var second = _host.Open((MqttVersion)level);
        await second.ConnectAsync(session, token);
        await second.SendAsync(MqttClient.Publish(payload, identifier: 1, duplicate: true));

        var puback = await second.ReceiveAsync<AcknowledgementPacket>();
        Assert.Equal(ReasonCode.Success, puback.Reason);
        Assert.Equal(level == 5 ? "1" : null, puback.Properties.User("sequence"));
        Assert.Single(await HistoryAsync(alice, group));
    }

    [Fact]
    public async Task O09_The_same_client_id_with_another_text_gets_the_first_result()
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        var clientId = Guid.NewGuid();

        var first = await client.SendTextAsync(group, "first", clientId);
        var second = await client.SendTextAsync(group, "second", clientId);

        Assert.Equal(first.Properties.User("messageId"), second.Properties.User("messageId"));
        Assert.Equal("first", Assert.Single(await HistoryAsync(alice, group)).Text);
    }

    [Theory]
    [InlineData("not json", ErrorCode.InvalidPayload)]
    [InlineData("", ErrorCode.InvalidPayload)]
    [InlineData("[]", ErrorCode.InvalidPayload)]
    [InlineData("null", ErrorCode.InvalidPayload)]
    [InlineData("{}", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"a","text":"b"}""", ErrorCode.InvalidPayload)] // a key twice
    [InlineData("""{"clientId":"%ID%","to":{"type":1e308,"id":"%GROUP%"},"kind":"text","text":"a"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":9,"id":"%GROUP%"},"kind":"text","text":"a"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"\ud800"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"a\u0000b"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":" "}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"unknown","text":"a"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"notice","text":"a"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"image","text":"a"}""", ErrorCode.InvalidPayload)] // no payload
    [InlineData("""{"clientId":"not a uuid","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"a"}""", ErrorCode.InvalidPayload)]
    [InlineData("""{"to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"a"}""", ErrorCode.InvalidPayload)] // QoS 1 without a client id
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"%GROUP%"},"kind":"text","text":"%LONG%"}""", ErrorCode.BodyTooLarge)]
    [InlineData("""{"clientId":"%ID%","to":{"type":1,"id":"nowhere"},"kind":"text","text":"a"}""", ErrorCode.NotFound)]
    public async Task P20_A_payload_that_is_no_message_is_refused_and_the_link_stays(string json, object error)
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        json = json.Replace("%GROUP%", group.Id, StringComparison.Ordinal)
            .Replace("%ID%", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("%LONG%", new string('x', MessageLimits.MaxText + 1), StringComparison.Ordinal);

        await client.SendAsync(MqttClient.Publish(Encoding.UTF8.GetBytes(json)));

        var puback = await client.ReceiveAsync<AcknowledgementPacket>();
        Assert.Equal(error.ToString(), puback.Properties.Text(PropertyId.ReasonString));
        Assert.Equal((ErrorCode)error == ErrorCode.NotFound ? ReasonCode.ImplementationSpecificError : ReasonCode.PayloadFormatInvalid, puback.Reason);
        await client.PingAsync();
        Assert.Empty(await HistoryAsync(alice, group));
    }

    [Fact]
    public async Task P20_Invalid_UTF_8_and_deep_nesting_are_refused_and_the_link_stays()
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        var text = Encoding.UTF8.GetString(MqttClient.Text(group, "@"));
        var invalid = Encoding.UTF8.GetBytes(text);
        invalid[Array.IndexOf(invalid, (byte)'@')] = 0xFF;
        var nested = string.Concat(Enumerable.Repeat('[', 10_000)) + string.Concat(Enumerable.Repeat(']', 10_000));
        var deep = $$$"""{"clientId":"{{{Guid.NewGuid()}}}","to":{"type":1,"id":"{{{group.Id}}}"},"kind":"text","text":"a","payload":{"a":{{{nested}}}}}""";

        foreach (var payload in new[] { invalid, Encoding.UTF8.GetBytes(deep) })
        {
            await client.SendAsync(MqttClient.Publish(payload));
            Assert.Equal(ReasonCode.PayloadFormatInvalid, (await client.ReceiveAsync<AcknowledgementPacket>()).Reason);
        }

        await client.PingAsync();
        Assert.Empty(await HistoryAsync(alice, group));
    }

    [Fact]
    public async Task A_text_of_the_largest_size_is_stored()
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        var text = new string('好', MessageLimits.MaxText);

        Assert.Equal(ReasonCode.Success, (await client.SendTextAsync(group, text)).Reason);

        Assert.Equal(text, Assert.Single(await HistoryAsync(alice, group)).Text);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P13_Another_topic_is_refused_and_logged_and_its_acknowledgement_takes_its_turn(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        string[] topics = ["chat/inbox", "chat/result", "chat/send/x", $"app/{bob}/x", "a", "chat/nothing"];

        await client.SendAsync(
        [
            MqttClient.Publish(MqttClient.Text(group, "one"), identifier: 100),
            .. topics.Select((topic, i) => MqttClient.Publish("{}"u8.ToArray(), identifier: (ushort)(i + 1), topic: topic)),
            MqttClient.Publish("{}"u8.ToArray(), QoS.AtMostOnce, topic: "a"),
        ]);

        Assert.Equal(100, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
        for (var i = 1; i <= topics.Length; i++)
        {
            var puback = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal(i, puback.PacketIdentifier);
            Assert.Equal(level == 5 ? ReasonCode.NotAuthorized : ReasonCode.Success, puback.Reason);
        }

        await client.PingAsync();
        Assert.All(topics, topic => Assert.Contains(_host.Log.Lines, line => line.Id == 4105 && line.Text.EndsWith($" {topic}.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task X08_A_topic_cannot_forge_a_line_of_the_log()
    {
        var alice = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V311);

        await client.SendAsync(MqttClient.Publish([], topic: "a\r\n\u001b[31m" + new string('x', 60_000)));
        await client.ReceiveAsync<AcknowledgementPacket>();

        var line = Assert.Single(_host.Log.Lines, line => line.Id == 4105);
        Assert.DoesNotContain(line.Text, char.IsControl);
        Assert.InRange(line.Text.Length, 1, 300);
    }

    [Fact]
    public async Task QoS_0_needs_no_client_id_and_gets_no_answer()
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V311);
        var json = $$"""{"to":{"type":1,"id":"{{group.Id}}"},"text":"no id"}""";

        await client.SendAsync(
            MqttClient.Publish(Encoding.UTF8.GetBytes(json), QoS.AtMostOnce),
            MqttClient.Publish(Encoding.UTF8.GetBytes("nonsense"), QoS.AtMostOnce),
            MqttClient.Publish(MqttClient.Text(group, "then this"), identifier: 5),
            new DisconnectPacket(ReasonCode.Success, MqttProperties.Empty));
        await client.ReceiveToEndAsync();

        Assert.Equal(["no id", "then this"], (await HistoryAsync(alice, group)).Select(message => message.Text));
    }

    [Fact]
    public async Task Typing_is_acknowledged_and_not_stored()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        var (_, group) = await _host.AddGroupAsync(alice, bob);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        await using var other = await _host.ConnectAsync(bob, MqttVersion.V311);
        await other.SubscribeAsync(("chat/events", QoS.AtMostOnce));
        var json = new JsonObject { ["to"] = new JsonObject { ["type"] = 1, ["id"] = group.Id }, ["kind"] = "typing" };

        await client.SendAsync(MqttClient.Publish(Encoding.UTF8.GetBytes(json.ToJsonString())));

        var puback = await client.ReceiveAsync<AcknowledgementPacket>();
        Assert.Equal(ReasonCode.Success, puback.Reason);
        Assert.Null(puback.Properties.User("sequence"));
        var typing = await other.ReceiveJsonAsync("chat/events");
        Assert.Equal("typing", (string?)typing["event"]);
        Assert.Equal(alice.Value, (string?)typing["user"]);
        Assert.Empty(await HistoryAsync(alice, group));
    }

    [Fact]
    public async Task MQTT_3_3_2_12_A_topic_alias_stands_for_its_topic()
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        var alias = new MqttProperties([MqttProperty.Of(PropertyId.TopicAlias, 16)]);

        await client.SendAsync(
            MqttClient.Publish(MqttClient.Text(group, "one"), identifier: 1, properties: alias),
            MqttClient.Publish(MqttClient.Text(group, "two"), identifier: 2, topic: "", properties: alias));

        Assert.Equal(ReasonCode.Success, (await client.ReceiveAsync<AcknowledgementPacket>()).Reason);
        Assert.Equal("2", (await client.ReceiveAsync<AcknowledgementPacket>()).Properties.User("sequence"));
    }

    [Fact]
    public async Task MQTT_3_4_2_2_and_3_1_2_29_The_outcome_is_left_out_where_the_client_does_not_want_it()
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        var (_, group) = await _host.AddGroupAsync(alice);
        foreach (var property in new[] { MqttProperty.Of(PropertyId.MaximumPacketSize, 40), MqttProperty.Of(PropertyId.RequestProblemInformation, 0) })
        {
            await using var client = _host.Open();
            await client.ConnectAsync(session, token, properties: new MqttProperties([property]));

            Assert.True((await client.SendTextAsync(group, "one")).Properties.IsEmpty);
            await client.SendAsync(MqttClient.Publish("{}"u8.ToArray()));
            var refused = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal(ReasonCode.PayloadFormatInvalid, refused.Reason);
            if (property.Id == PropertyId.RequestProblemInformation)
            {
                Assert.True(refused.Properties.IsEmpty);
            }
        }
    }

    private async Task<IReadOnlyList<Message>> HistoryAsync(UserId user, ConversationTarget target)
    {
        var page = await _host.Get<MessageService>().HistoryAsync(user, target, new HistoryQuery(Limit: 100), TestContext.Current.CancellationToken);
        return page.Value.Messages;
    }
}
