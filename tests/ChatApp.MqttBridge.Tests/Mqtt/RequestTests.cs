using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using ChatApp.Core.Broker;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>Requests on <c>chat/rpc/{method}</c> and their answers on <c>chat/rpc/reply</c>.</summary>
public sealed class RequestTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private const string Reply = "chat/rpc/reply";

    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_request_is_answered_under_its_id(int level)
    {
        var (alice, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;

        var answer = await AskAsync(client, "users.me", """{"id":"7"}""");
        var numbered = await AskAsync(client, "users.me", """{"id":12}""");
        var nameless = await AskAsync(client, "users.me", string.Empty);

        Assert.Equal("7", (string?)answer["id"]);
        Assert.True((bool?)answer["ok"]);
        Assert.Equal(alice.Value, (string?)answer["result"]!["userId"]);
        Assert.Equal(12, (int?)numbered["id"]);
        Assert.Null(nameless["id"]);
        Assert.True((bool?)nameless["ok"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P20_what_is_no_request_is_answered_with_a_code_and_the_link_stays(int level)
    {
        var (_, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;

        Assert.Equal("NotFound", await ErrorAsync(client, "no.such", "{}"));
        Assert.Equal("NotFound", await ErrorAsync(client, "channels.list", "{}"));
        Assert.Equal("NotFound", await ErrorAsync(client, "chatrooms.join", "{}"));
        Assert.Equal("NotFound", await ErrorAsync(client, "media.ticket", "{}"));
        Assert.Equal("NotFound", await ErrorAsync(client, "reply", "{}"));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", "{}"));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", "["));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", "[]"));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", """{"limit":1e308,"conversation":{"type":0,"id":"a"}}"""));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", """{"limit":1,"limit":2}"""));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "history", $"{{\"id\":{new string('[', 10_000)}{new string(']', 10_000)}}}"));
        Assert.Equal("InvalidRequest", await ErrorAsync(client, "users.me", $"{{\"id\":\"{new string('x', 200)}\"}}"));
        await SendAsync(client, "users.me", [0x7B, 0x22, 0xC0, 0xAF, 0x22, 0x7D]);
        Assert.Equal("InvalidRequest", (string?)(await client.ReceiveJsonAsync(Reply))["error"]);
        Assert.True((bool?)(await AskAsync(client, "users.me", "{}"))["ok"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A01_A02_what_is_not_the_callers_is_refused_as_everywhere(int level)
    {
        var (_, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;
        var (_, others) = await _host.AddGroupAsync(await _host.AddUserAsync("bob"));
        var conversation = $$"""{"conversation":{"type":1,"id":"{{others.Id}}"},"sequence":1,"emoji":"👍","text":"x","group":"{{others.Id}}","user":"nobody"}""";
        string[] methods =
        [
            "history", "catchUp", "markRead", "markUnread", "recall", "edit", "react", "reactions", "versions", "changes", "pins", "pin", "star", "marks",
            "readers", "drafts.get", "drafts.put", "clear", "groups.get", "groups.members", "groups.rights",
        ];
        foreach (var method in methods)
        {
            Assert.Equal("NotFound", await ErrorAsync(client, method, conversation));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Requests_of_a_connection_are_carried_out_in_their_order(int level)
    {
        var (_, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;
        var bob = await _host.AddUserAsync("bob");
        await client.SendTextAsync(ConversationTarget.Person(bob), "first words");
        var conversation = $$"""{"type":0,"id":"{{bob}}"}""";
        await client.SendAsync(
        [
            .. Enumerable.Range(0, 5).Select(i => Request("edit", $$"""{"id":"{{i}}","conversation":{{conversation}},"sequence":1,"text":"words {{i}}"}""")),
            Request("history", $$"""{"id":"h","conversation":{{conversation}}}"""),
        ]);

        for (var i = 0; i < 5; i++)
        {
            var edited = await client.ReceiveJsonAsync(Reply);
            Assert.Equal($"{i}", (string?)edited["id"]);
            Assert.Equal($"words {i}", (string?)edited["result"]!["text"]);
        }

        Assert.Equal("words 4", (string?)(await client.ReceiveJsonAsync(Reply))["result"]!["messages"]![0]!["text"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task When_too_many_requests_wait_the_next_is_told_so_and_none_is_lost(int level)
    {
        await using var host = new BridgeHost(database, limits => limits.MaxWaitingRequests = 2);
        var alice = await host.AddUserAsync("alice");
        await using var client = await host.ConnectAsync(alice, (MqttVersion)level);
        await client.SubscribeAsync((Reply, QoS.AtMostOnce));
        const int Count = 200;

        await client.SendAsync([.. Enumerable.Range(0, Count).Select(i => Request("conversations", $$"""{"id":{{i}}}"""))]);

        var answers = new List<JsonNode>();
        for (var i = 0; i < Count; i++)
        {
            answers.Add(await client.ReceiveJsonAsync(Reply));
        }

        Assert.Equal(Enumerable.Range(0, Count), answers.Select(answer => (int)answer["id"]!).Order());
        Assert.Contains(answers, answer => (string?)answer["error"] == "TooBusy");
        var done = answers.Where(answer => (bool)answer["ok"]!).Select(answer => (int)answer["id"]!).ToArray();
        Assert.NotEmpty(done);
        Assert.Equal(done.Order(), done);
        Assert.True((bool?)(await AskAsync(client, "users.me", "{}"))["ok"]);
    }

    [Fact]
    public async Task _4_10_In_5_0_the_answer_carries_the_correlation_data_of_its_request()
    {
        var (_, client) = await ConnectAsync(MqttVersion.V500);
        await using var connected = client;
        byte[] correlation = [1, 2, 0, 255];
        await client.SendAsync(Request("users.me", "{}", new MqttProperties(
        [
            MqttProperty.Of(PropertyId.ResponseTopic, Reply), MqttProperty.Of(PropertyId.CorrelationData, correlation),
        ])));

        var answer = await client.ReceiveAsync<PublishPacket>();

        Assert.Equal(correlation, answer.Properties.Items.Single(property => property.Id == PropertyId.CorrelationData).Bytes.ToArray());
    }

    [Fact]
    public async Task P13_an_answer_goes_to_no_topic_that_the_client_may_not_receive_on_and_nothing_is_done()
    {
        var (alice, client) = await ConnectAsync(MqttVersion.V500);
        await using var connected = client;
        foreach (var topic in new[] { "chat/inbox", "app/somebody/answers", "$SYS/x", "other" })
        {
            await client.SendAsync(Request(
                "presence.setStatus", """{"text":"never said"}""", new MqttProperties([MqttProperty.Of(PropertyId.ResponseTopic, topic)]), QoS.AtLeastOnce));
            var acknowledgement = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal(ReasonCode.NotAuthorized, acknowledgement.Reason);
        }

        await client.PingAsync();
        var settings = await _host.Get<UserSettingService>().ChangesAsync(alice, 0, full: true, 100, TestContext.Current.CancellationToken);
        Assert.Empty(settings.Value.Settings);
    }

    [Fact]
    public async Task _4_10_In_5_0_the_answer_goes_to_a_topic_of_the_clients_own_for_everyone_who_reads_it()
    {
        var (alice, client) = await ConnectAsync(MqttVersion.V500);
        await using var connected = client;
        await using var other = await _host.ConnectAsync(alice, MqttVersion.V311, "tablet");
        var topic = $"app/{alice}/answers/1";
        await client.SubscribeAsync(new TopicSubscription(topic, QoS.AtLeastOnce, NoLocal: true));
        await other.SubscribeAsync(($"app/{alice}/answers/+", QoS.ExactlyOnce));

        await client.SendAsync(Request("users.me", """{"id":"7"}""", To(topic), QoS.ExactlyOnce, identifier: 9));
        var packets = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        var own = Assert.Single(packets.OfType<PublishPacket>());
        var copy = await other.ReceiveMessageAsync();

        Assert.Equal((topic, QoS.AtLeastOnce, false), (own.Topic, own.QoS, own.Retain));
        Assert.Equal((topic, QoS.ExactlyOnce), (copy.Topic, copy.QoS));
        Assert.Equal("seven"u8.ToArray(), own.Properties.Items.Single(property => property.Id == PropertyId.CorrelationData).Bytes.ToArray());
        foreach (var json in new[] { own, copy }.Select(answer => JsonNode.Parse(answer.Payload.ToArray())!))
        {
            Assert.Equal(("7", true), ((string?)json["id"], (bool?)json["ok"]));
        }

        // Refusals go there too, and nothing comes to the usual place.
        await client.SendAsync(MqttClient.Puback(own.PacketIdentifier), Request("no.such", "{}", To(topic)));
        Assert.Equal("NotFound", (string?)(await client.ReceiveJsonAsync(topic))["error"]);
        await client.PingAsync();

        static MqttProperties To(string topic)
            => new([MqttProperty.Of(PropertyId.ResponseTopic, topic), MqttProperty.Of(PropertyId.CorrelationData, "seven"u8.ToArray())]);
    }

    [Fact]
    public async Task P13_an_answer_goes_where_a_rule_lets_the_client_both_write_and_read_and_not_where_it_only_reads()
    {
        var (_, client) = await ConnectAsync(MqttVersion.V500);
        await using var connected = client;
        _host.Get<TopicRules>().Replace(
        [
            new TopicRule("hall", TopicRuleSubject.Everyone, string.Empty, TopicRight.Subscribe),
            new TopicRule("yard", TopicRuleSubject.Everyone, string.Empty, TopicRight.Publish | TopicRight.Subscribe),
            new TopicRule("roof", TopicRuleSubject.Everyone, string.Empty, TopicRight.Publish),
        ]);
        var reasons = new List<ReasonCode>();
        foreach (var topic in new[] { "hall/a", "yard/a", "roof/a" })
        {
            await client.SendAsync(Request("users.me", "{}", new MqttProperties([MqttProperty.Of(PropertyId.ResponseTopic, topic)]), QoS.AtLeastOnce));
            reasons.Add((await client.ReceiveAsync<AcknowledgementPacket>()).Reason);
        }

        Assert.Equal([ReasonCode.NotAuthorized, ReasonCode.Success, ReasonCode.NotAuthorized], reasons);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_request_is_acknowledged_in_its_turn_and_brings_no_result_of_a_send(int level)
    {
        var (_, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;
        await client.SubscribeAsync(("chat/result", QoS.AtMostOnce));

        await client.SendAsync(Request("users.me", """{"id":"q1"}""", qos: QoS.AtLeastOnce, identifier: 11));
        var first = await ReceiveTwoAsync(client);
        await client.SendAsync(Request("users.me", """{"id":"q2"}""", qos: QoS.ExactlyOnce, identifier: 12));
        var second = await ReceiveTwoAsync(client);
        await client.SendAsync(Request("users.me", """{"id":"q2"}""", qos: QoS.ExactlyOnce, identifier: 12) with { Duplicate = true });
        var repeated = await client.ReceiveAsync<AcknowledgementPacket>();
        await client.PingAsync();

        Assert.Equal((MqttPacketType.Puback, 11), first);
        Assert.Equal((MqttPacketType.Pubrec, 12), second);
        Assert.Equal(MqttPacketType.Pubrec, repeated.Type);
    }

    [Fact]
    public async Task An_answer_larger_than_the_client_takes_is_told_to_be_so()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        var (session, token) = await _host.SignInAsync(alice);
        await using var client = _host.Open(MqttVersion.V500);
        await client.ConnectAsync(session, token, properties: new MqttProperties([MqttProperty.Of(PropertyId.MaximumPacketSize, 2_000)]));
        await client.SubscribeAsync((Reply, QoS.AtMostOnce));
        for (var i = 0; i < 5; i++)
        {
            await client.SendTextAsync(ConversationTarget.Person(bob), new string('x', 800));
        }

        var conversation = $$"""{"type":0,"id":"{{bob}}"}""";
        var all = await AskAsync(client, "history", $$"""{"id":"a","conversation":{{conversation}}}""");
        var one = await AskAsync(client, "history", $$"""{"id":"b","conversation":{{conversation}},"limit":1}""");

        Assert.Equal(("a", "BodyTooLarge"), ((string?)all["id"], (string?)all["error"]));
        Assert.Equal("b", (string?)one["id"]);
        Assert.True((bool?)one["ok"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P7_while_the_store_is_away_the_answer_says_so(int level)
    {
        var (_, client) = await ConnectAsync((MqttVersion)level);
        await using var connected = client;
        _host.StoreAway = true;
        var away = await ErrorAsync(client, "conversations", "{}");
        _host.StoreAway = false;

        Assert.Equal("Unavailable", away);
        Assert.True((bool?)(await AskAsync(client, "conversations", "{}"))["ok"]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Who_has_not_subscribed_to_answers_is_obeyed_all_the_same(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        await using var silent = await _host.ConnectAsync(alice, (MqttVersion)level, "silent");
        await using var other = await _host.ConnectAsync(alice, (MqttVersion)level, "other");
        await other.SubscribeAsync(("chat/events", QoS.AtMostOnce));

        await silent.SendAsync(Request("presence.setStatus", """{"text":"in a meeting"}"""));

        Assert.Equal("setting", (string?)(await other.ReceiveJsonAsync("chat/events"))["event"]);
        await silent.PingAsync();
    }

    private async Task<(UserId User, MqttClient Client)> ConnectAsync(MqttVersion version)
    {
        var alice = await _host.AddUserAsync("alice");
        var client = await _host.ConnectAsync(alice, version);
        await client.SubscribeAsync((Reply, QoS.AtLeastOnce));
        return (alice, client);
    }

    private static PublishPacket Request(string method, string body, MqttProperties? properties = null, QoS qos = QoS.AtMostOnce, ushort identifier = 7)
        => MqttClient.Publish(Encoding.UTF8.GetBytes(body), qos, identifier, $"chat/rpc/{method}", properties: properties);

    private static Task SendAsync(MqttClient client, string method, byte[] body)
        => client.SendAsync(MqttClient.Publish(body, QoS.AtMostOnce, topic: $"chat/rpc/{method}"));

    private static async Task<JsonNode> AskAsync(MqttClient client, string method, string body)
    {
        await client.SendAsync(Request(method, body));
        return await client.ReceiveJsonAsync(Reply);
    }

    private static async Task<string?> ErrorAsync(MqttClient client, string method, string body)
    {
        var answer = await AskAsync(client, method, body);
        Assert.False((bool?)answer["ok"]);
        Assert.NotNull((string?)answer["message"]);
        return (string?)answer["error"];
    }

    // The answer is not tied to the acknowledgement: either may come first.
    private static async Task<(MqttPacketType Type, int Identifier)> ReceiveTwoAsync(MqttClient client)
    {
        MqttPacket?[] packets = [await client.ReceiveAsync(), await client.ReceiveAsync()];
        Assert.Equal(Reply, Assert.Single(packets.OfType<PublishPacket>()).Topic);
        var acknowledgement = Assert.Single(packets.OfType<AcknowledgementPacket>());
        return (acknowledgement.Type, acknowledgement.PacketIdentifier);
    }
}
