using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class ConnectTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_4_A_device_with_its_token_is_let_in_by_user_id_or_account_name(int level)
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        foreach (var userName in new[] { user.Value, user.Value.ToUpperInvariant() })
        {
            await using var client = _host.Open((MqttVersion)level);

            await client.SendAsync(MqttClient.Connect(client.Version, session.Device.Value, userName, token));

            var connack = await client.ReceiveAsync<ConnackPacket>();
            Assert.Equal(ReasonCode.Success, connack.Reason);
            Assert.False(connack.SessionPresent);
            await client.PingAsync();
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_2_2_5_A_wrong_token_name_or_kind_of_session_is_refused_and_closed(int level)
    {
        var user = await _host.AddUserAsync("alice");
        var other = await _host.AddUserAsync("bob");
        var (_, token) = await _host.SignInAsync(user);
        var (_, cookie) = await _host.SignInAsync(user, "browser", SessionKind.Browser);
        (string Device, string? UserName, string? Password)[] wrong =
        [
            ("phone", user.Value, "wrong"),
            ("phone", user.Value, new string('x', 129)),
            ("phone", user.Value, ""),
            ("phone", user.Value, null),
            ("phone", null, null),
            ("phone", other.Value, token),
            ("browser", user.Value, cookie),
        ];
        foreach (var (device, userName, password) in wrong)
        {
            await using var client = _host.Open((MqttVersion)level);

            // A message sent along is not handled (3.1.4-5).
            await client.SendAsync(MqttClient.Connect(client.Version, device, userName, password), PingreqPacket.Instance);

            var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
            Assert.Equal(ReasonCode.NotAuthorized, connack.Reason);
            Assert.False(connack.SessionPresent);
            Assert.Equal(level == 5 ? nameof(ErrorCode.Unauthenticated) : null, connack.Properties.Text(PropertyId.ReasonString));
        }
    }

    [Theory]
    [InlineData(4, "")]
    [InlineData(5, "")]
    [InlineData(4, "another device")]
    [InlineData(4, "tablet")]
    [InlineData(5, "tablet")]
    [InlineData(4, "a+")]
    [InlineData(4, "a#")]
    [InlineData(4, "a/b")]
    [InlineData(5, "😀")]
    [InlineData(4, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 65
    public async Task P06_A_client_id_that_is_not_the_tokens_device_is_refused(int level, string clientId)
    {
        var user = await _host.AddUserAsync("alice");
        var (_, token) = await _host.SignInAsync(user);
        await using var client = _host.Open((MqttVersion)level);

        await client.SendAsync(MqttClient.Connect(client.Version, clientId, user.Value, token, cleanStart: false));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, connack.Reason);
    }

    [Theory]
    [InlineData("61 00")]
    [InlineData("ED A0 80")]
    [InlineData("C3 28")]
    public async Task P06_A_client_id_that_is_no_string_closes_the_connection(string bytes)
    {
        var id = Wire.Hex(bytes);
        byte[] body = [0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, (byte)id.Length, .. id];
        await using var client = _host.Open(MqttVersion.V311);

        await client.SendAsync(Wire.Packet(0x10, body));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task P06_A_client_id_of_64_KB_is_refused_from_the_length_of_its_packet()
    {
        await using var client = _host.Open(MqttVersion.V311);

        await client.SendAsync(MqttClient.Connect(client.Version, new string('Z', ushort.MaxValue), "alice", "token"));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("0004 4D515454 02 02 003C 0000")]
    [InlineData("0004 4D515454 03 02 003C 0000")]
    [InlineData("0004 4D515454 06 02 003C 0000")]
    [InlineData("0004 4D515454 09 02 003C 0000")]
    public async Task P05_MQTT_3_1_2_2_An_unknown_level_is_answered_with_return_code_1(string body)
    {
        await using var client = _host.Open(MqttVersion.V311);

        await client.SendAsync(Wire.Packet(0x10, Wire.Hex(body)));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.Equal(ReasonCode.UnsupportedProtocolVersion, connack.Reason);
    }

    [Theory]
    [InlineData("0005 4D51545454 04 02 003C 0000")]
    [InlineData("0004 4D515454 04 03 003C 0000")]
    public async Task P05_Another_protocol_or_the_reserved_flag_closes_without_an_answer(string body)
    {
        await using var client = _host.Open(MqttVersion.V311);

        await client.SendAsync(Wire.Packet(0x10, Wire.Hex(body)));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("21 0001 21 0001", ReasonCode.ProtocolError)] // twice
    [InlineData("7F 01", ReasonCode.MalformedPacket)] // unknown
    [InlineData("21 0000", ReasonCode.ProtocolError)] // out of range
    public async Task P10_A_wrong_property_in_CONNECT_is_refused_with_its_reason(string properties, object reason)
    {
        var bytes = Wire.Hex(properties);
        byte[] body = [0, 4, .. "MQTT"u8, 5, 2, 0, 60, (byte)bytes.Length, .. bytes, 0, 1, (byte)'a'];
        await using var client = _host.Open();

        await client.SendAsync(Wire.Packet(0x10, body));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.Equal(reason, connack.Reason);
    }

    [Fact]
    public async Task P10_P13_A_will_for_a_topic_that_is_not_the_clients_is_refused()
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        (int Level, bool Retain, string Topic)[] cases =
            [(4, false, "a"), (5, false, "a"), (4, true, "app/bob/a"), (5, true, "app/bob/a"), (5, false, "chat/send"), (5, false, "$SYS/broker/uptime")];
        foreach (var (level, retain, topic) in cases)
        {
            await using var client = _host.Open((MqttVersion)level);
            var will = new MqttWill(topic, "gone"u8.ToArray(), QoS.AtMostOnce, retain, level == 5
                ? new MqttProperties([MqttProperty.Of(PropertyId.WillDelayInterval, uint.MaxValue)]) // CVE-2019-11778: longer than the session
                : MqttProperties.Empty);

            await client.SendAsync(MqttClient.Connect(client.Version, session.Device.Value, user.Value, token, will: will));

            Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
        }
    }

    [Fact]
    public async Task MQTT_4_12_0_1_An_authentication_method_is_refused()
    {
        await using var client = _host.Open();
        var method = new MqttProperties([MqttProperty.Of(PropertyId.AuthenticationMethod, "SCRAM-SHA-256")]);

        await client.SendAsync(MqttClient.Connect(client.Version, "phone", "alice", "token", properties: method));

        Assert.Equal(ReasonCode.BadAuthenticationMethod, Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(1, null)]
    [InlineData(600, null)]
    [InlineData(601, 600u)]
    [InlineData(65_535, 600u)]
    [InlineData(0, 600u)]
    public async Task P19_CONNACK_says_what_the_server_does_differently(int asked, uint? serverKeepAlive)
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        await using var client = _host.Open();
        var expiry = new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, uint.MaxValue)]);

        var connack = await client.ConnectAsync(session, token, (ushort)asked, expiry);

        Assert.Equal(serverKeepAlive, connack.Properties.Number(PropertyId.ServerKeepAlive));
        Assert.Equal(7u * 24 * 3600, connack.Properties.Number(PropertyId.SessionExpiryInterval));
        Assert.Equal(16u, connack.Properties.Number(PropertyId.ReceiveMaximum));
        Assert.Equal(262_144u, connack.Properties.Number(PropertyId.MaximumPacketSize));
        Assert.False(connack.Properties.Has(PropertyId.RetainAvailable)); // Absent means available, as are QoS 2, wildcards and shared subscriptions.
        Assert.False(connack.Properties.Has(PropertyId.MaximumQoS));
        Assert.False(connack.Properties.Has(PropertyId.WildcardSubscriptionAvailable));
        Assert.False(connack.Properties.Has(PropertyId.SubscriptionIdentifierAvailable));
        Assert.False(connack.Properties.Has(PropertyId.SharedSubscriptionAvailable));
        Assert.Equal(16u, connack.Properties.Number(PropertyId.TopicAliasMaximum));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task D01_While_the_store_is_away_a_client_is_told_to_come_back(int level)
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        _host.StoreAway = true;
        await using (var refused = _host.Open((MqttVersion)level))
        {
            await refused.SendAsync(MqttClient.Connect(refused.Version, session.Device.Value, user.Value, token));
            Assert.Equal(ReasonCode.ServerUnavailable, Assert.IsType<ConnackPacket>(Assert.Single(await refused.ReceiveToEndAsync())).Reason);
        }

        _host.StoreAway = false;
        await using var client = _host.Open((MqttVersion)level);
        await client.ConnectAsync(session, token);
    }

    [Fact]
    public async Task A_token_never_gets_into_the_log()
    {
        var user = await _host.AddUserAsync("alice");
        var (_, token) = await _host.SignInAsync(user);
        await using var client = _host.Open();

        await client.SendAsync(MqttClient.Connect(client.Version, "tablet", user.Value, token));
        await client.ReceiveToEndAsync();

        Assert.NotEmpty(_host.Log.Lines);
        Assert.DoesNotContain(_host.Log.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MQTT_3_1_2_24_A_client_that_takes_no_packet_of_the_size_of_a_CONNACK_gets_none()
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        await using var client = _host.Open();
        var tiny = new MqttProperties([MqttProperty.Of(PropertyId.MaximumPacketSize, 8)]);

        await client.SendAsync(MqttClient.Connect(client.Version, session.Device.Value, user.Value, token, properties: tiny));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_password_that_is_no_text_is_refused_like_any_wrong_one()
    {
        var user = await _host.AddUserAsync("alice");
        await _host.SignInAsync(user);
        await using var client = _host.Open();
        var connect = MqttClient.Connect(client.Version, "phone", user.Value, "x") with { Password = new byte[] { 0xFF, 0x00, 0xFE } };

        await client.SendAsync(connect);

        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
    }
}
