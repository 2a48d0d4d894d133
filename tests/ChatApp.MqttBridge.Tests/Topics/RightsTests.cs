using ChatApp.Core.Broker;
using ChatApp.Core.Conversations;
using ChatApp.Core.Users;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.MqttBridge.Topics;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

public sealed class RightsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P13_MQTT_3_8_4_5_3_9_3_1_Everyone_has_what_is_below_their_own_name_and_nothing_else(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        var refused = level == 5 ? ReasonCode.NotAuthorized : ReasonCode.UnspecifiedError;

        var granted = await client.SubscribeAsync(
            ($"app/{alice}/#", QoS.ExactlyOnce), ("#", QoS.AtMostOnce), ($"app/{alice}", QoS.AtMostOnce), ("app/+/x", QoS.AtMostOnce), ("app/#", QoS.AtMostOnce),
            ($"app/{alice}x/a", QoS.AtMostOnce), ("app/bob/#", QoS.AtMostOnce), ($"$share/g/app/{alice}/jobs", QoS.AtLeastOnce), ("$share/g/app/bob/#", QoS.AtMostOnce),
            ("$SYS/broker/#", QoS.AtMostOnce), ("chat/#", QoS.AtMostOnce), ("$share/g/chat/inbox", QoS.AtMostOnce), ("+/inbox", QoS.AtMostOnce));

        Assert.Equal(
            [
                ReasonCode.GrantedQoS2, refused, ReasonCode.Success, refused, refused, refused, refused, ReasonCode.GrantedQoS1, refused, refused, refused, refused, refused,
            ],
            granted);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P13_MQTT_3_3_5_2_4_3_3_9_A_message_to_a_forbidden_topic_is_dropped_and_5_0_is_told(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        await using var other = await _host.ConnectAsync(bob, (MqttVersion)level);
        await other.SubscribeAsync(($"app/{bob}/#", QoS.ExactlyOnce));
        var refused = level == 5 ? ReasonCode.NotAuthorized : ReasonCode.Success;

        foreach (var qos in new[] { QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce })
        {
            var reason = await client.PublishAsync($"app/{bob}/a", "forbidden", qos, retain: true);
            Assert.Equal(qos == QoS.AtMostOnce ? ReasonCode.Success : refused, reason);
        }

        await other.PublishAsync($"app/{bob}/a", "own");
        Assert.Equal("own", await other.ReceiveTextAsync($"app/{bob}/a"));
        Assert.Contains(_host.Log.Lines, line => line.Text.Contains("may not publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_give_prefixes_to_users_roles_and_everyone_and_count_at_once()
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var sensor = await _host.ConnectAsync(alice, MqttVersion.V500);
        await using var reader = await _host.ConnectAsync(bob, MqttVersion.V500);
        Assert.Equal(ReasonCode.NotAuthorized, await sensor.PublishAsync("sensors/hall/1", "x", QoS.AtLeastOnce));
        Assert.Equal([ReasonCode.NotAuthorized], await reader.SubscribeAsync(("sensors/#", QoS.AtLeastOnce)));

        _host.Get<TopicRules>().Replace(
        [
            new TopicRule("sensors/hall", TopicRuleSubject.User, alice.Value, TopicRight.Publish),
            new TopicRule("sensors", TopicRuleSubject.Everyone, string.Empty, TopicRight.Subscribe),
            new TopicRule("audit", TopicRuleSubject.Role, Roles.Auditor, TopicRight.Subscribe),
        ]);

        Assert.Equal([ReasonCode.GrantedQoS1, ReasonCode.NotAuthorized], await reader.SubscribeAsync(("sensors/#", QoS.AtLeastOnce), ("audit/#", QoS.AtLeastOnce)));
        Assert.Equal(ReasonCode.Success, await sensor.PublishAsync("sensors/hall/1", "warm", QoS.AtLeastOnce));
        Assert.Equal(ReasonCode.NotAuthorized, await sensor.PublishAsync("sensors/hallway", "x", QoS.AtLeastOnce));
        Assert.Equal(ReasonCode.NotAuthorized, await reader.PublishAsync("sensors/hall/1", "x", QoS.AtLeastOnce));
        Assert.Equal("warm", await reader.ReceiveTextAsync("sensors/hall/1"));

        _host.Get<TopicRules>().Replace([new TopicRule("sensors", TopicRuleSubject.User, alice.Value, TopicRight.Publish)]);
        _host.Get<TopicSessions>().EndForbidden(_host.Get<TopicAccess>());
        Assert.Equal(ReasonCode.NoMatchingSubscribers, await sensor.PublishAsync("sensors/hall/1", "secret", QoS.AtLeastOnce));
        await reader.PingAsync();
    }

    [Fact]
    public async Task Figures_are_for_administrators_and_come_every_ten_seconds()
    {
        var root = await _host.AddUserAsync("root");
        await using (var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var grant = connection.CreateCommand();
            grant.CommandText = """
                with made as (
                    insert into roles (id, name, normalized_name)
                    select 'admin', 'admin', 'ADMIN' where not exists (select from roles where name = 'admin')
                    returning id)
                insert into user_roles (user_id, role_id)
                select $1, id from made union all select $1, id from roles where name = 'admin'
                """;
            grant.Parameters.Add(new Npgsql.NpgsqlParameter<string> { TypedValue = root.Value });
            await grant.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var client = await _host.ConnectAsync(root, MqttVersion.V500);
        _host.Get<BrokerMonitor>().PublishFigures();

        Assert.Equal([ReasonCode.Success], await client.SubscribeAsync(("$SYS/broker/#", QoS.AtMostOnce)));

        var names = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var figure = await client.ReceiveMessageAsync();
            Assert.True(figure.Retain);
            names.Add(figure.Topic);
        }

        Assert.Contains("$SYS/broker/clients/connected", names);
        Assert.Contains("$SYS/broker/subscriptions/count", names);
        _host.Get<BrokerMonitor>().PublishFigures();
        for (var i = 0; i < 10; i++)
        {
            Assert.False((await client.ReceiveMessageAsync()).Retain);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P14_The_same_client_id_of_another_account_is_another_session(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var one = await _host.ConnectAsync(alice, (MqttVersion)level, "shared");
        await one.SubscribeAsync(($"app/{alice}/#", QoS.AtLeastOnce));
        await using var two = await _host.ConnectAsync(bob, (MqttVersion)level, "shared");

        await one.PublishAsync($"app/{alice}/a", "mine");
        Assert.Equal("mine", await one.ReceiveTextAsync($"app/{alice}/a"));
        await two.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Nothing_of_the_chat_is_retained(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var client = await _host.ConnectAsync(alice, (MqttVersion)level);
        var to = ConversationTarget.Person(bob);

        await client.SendAsync(MqttClient.Publish(MqttClient.Text(to, "hello"), retain: true));
        Assert.Equal(MqttPacketType.Puback, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);

        Assert.Equal(0, _host.Get<RetainedMessages>().Count);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("chat/inbox")]
    [InlineData("$SYS")]
    [InlineData("a/#")]
    [InlineData("a/")]
    [InlineData("app")]
    [InlineData("")]
    public void A_rule_cannot_give_away_what_is_not_free(string prefix)
        => Assert.Throws<ArgumentException>(() => new TopicRules().Replace([new TopicRule(prefix, TopicRuleSubject.Everyone, string.Empty, TopicRight.Publish)]));

    [Fact]
    public async Task The_open_mode_lets_nobody_in_unless_it_is_on()
    {
        await using var closed = _host.Open(MqttVersion.V500);
        await closed.SendAsync(MqttClient.Connect(MqttVersion.V500, "anybody", userName: null, password: null));
        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnackPacket>(Assert.Single(await closed.ReceiveToEndAsync())).Reason);

        await using var open = new BridgeHost(database, isOpen: true);
        await using var far = open.Open(MqttVersion.V500, System.Net.IPAddress.Parse("192.0.2.1"));
        await far.SendAsync(MqttClient.Connect(MqttVersion.V500, "anybody", userName: null, password: null));
        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnackPacket>(Assert.Single(await far.ReceiveToEndAsync())).Reason);

        await using var near = await open.ConnectOpenAsync(MqttVersion.V500, "anybody");
        Assert.Equal(
            [ReasonCode.Success, ReasonCode.NotAuthorized, ReasonCode.NotAuthorized, ReasonCode.NotAuthorized],
            await near.SubscribeAsync(("#", QoS.AtMostOnce), ("chat/inbox", QoS.AtMostOnce), ("chat/#", QoS.AtMostOnce), ("$SYS/#", QoS.AtMostOnce)));
        Assert.Equal(ReasonCode.NotAuthorized, await near.PublishAsync("chat/send", "{}", QoS.AtLeastOnce));
    }
}
