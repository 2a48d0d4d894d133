using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>What breaks the protocol ends the connection, with the reason where the version has one, and touches nobody else.</summary>
public sealed class ViolationTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("C0 00")] // PINGREQ
    [InlineData("30 03 00 01 61")] // PUBLISH
    [InlineData("E0 00")] // DISCONNECT
    [InlineData("20 02 00 00")] // CONNACK
    [InlineData("11")] // CONNECT with a wrong flag
    [InlineData("47 45 54 20")] // P22: "GET "
    [InlineData("16 03 01 02")] // P22: a TLS hello
    public async Task P04_P22_MQTT_3_1_0_1_Whatever_is_not_CONNECT_closes_at_its_first_byte(string bytes)
    {
        await using var client = _host.Open();

        await client.SendAsync(Wire.Hex(bytes));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("10 FF FF FF FF")] // P01
    [InlineData("10 FF FF FF 7F")] // P02
    [InlineData("10 FE 7F")] // 16,382 bytes after a header of 3: one more than a CONNECT may have
    public async Task P01_P02_An_impossible_length_closes_before_any_of_the_body_is_there(string bytes)
    {
        await using var client = _host.Open();

        await client.SendAsync(Wire.Hex(bytes));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task P02_A_CONNECT_of_the_largest_size_is_waited_for()
    {
        await using var client = _host.Open();

        await client.SendAsync(Wire.Hex("10 FD 7F"));
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.False(client.Connection.IsClosed);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P04_MQTT_3_1_0_2_A_second_CONNECT_closes(int level)
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, (MqttVersion)level);

        await client.SendAsync(MqttClient.Connect(client.Version, "phone", user.Value, "x"));

        await AssertClosedAsync(client, ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task P04_What_follows_CONNECT_in_the_same_write_is_handled_after_it()
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        await using var client = _host.Open();

        await client.SendAsync(MqttClient.Connect(client.Version, session.Device.Value, user.Value, token), PingreqPacket.Instance);

        Assert.Equal(ReasonCode.Success, (await client.ReceiveAsync<ConnackPacket>()).Reason);
        await client.ReceiveAsync<PingrespPacket>();
    }

    [Theory]
    [InlineData("36 05 0001 61 0001", ReasonCode.MalformedPacket)] // P08: QoS 3
    [InlineData("32 06 0001 61 0000 00", ReasonCode.ProtocolError)] // P08: packet identifier 0
    [InlineData("80 07 0001 00 0001 61 00", ReasonCode.MalformedPacket)] // P08: SUBSCRIBE with wrong flags
    [InlineData("82 03 0001 00", ReasonCode.ProtocolError)] // P08: SUBSCRIBE without a filter
    [InlineData("A2 03 0001 00", ReasonCode.ProtocolError)] // P08: UNSUBSCRIBE without a filter
    [InlineData("60 02 0001", ReasonCode.MalformedPacket)] // 3.6.1-1
    [InlineData("E1 00", ReasonCode.MalformedPacket)] // 3.14.1-1
    [InlineData("F1 00", ReasonCode.MalformedPacket)] // 3.15.1-1
    [InlineData("F0 00", ReasonCode.ProtocolError)] // 4.12.0-7
    [InlineData("20 03 00 00 00", ReasonCode.ProtocolError)] // only a server sends CONNACK
    [InlineData("90 04 0001 00 00", ReasonCode.ProtocolError)] // or SUBACK
    [InlineData("B0 04 0001 00 00", ReasonCode.ProtocolError)]
    [InlineData("D0 00", ReasonCode.ProtocolError)]
    [InlineData("30 04 0000 00 21", ReasonCode.TopicNameInvalid)] // P07: CVE-2021-34432
    [InlineData("30 06 0003 612F2B 00", ReasonCode.TopicNameInvalid)] // P07: a/+
    [InlineData("30 0A 0007 2453595335 2F61 00", ReasonCode.TopicNameInvalid)] // P07: $SYS5/a
    [InlineData("30 07 0001 61 03 23 0000", ReasonCode.TopicAliasInvalid)] // 3.3.2-8
    [InlineData("30 07 0001 61 03 23 0011", ReasonCode.TopicAliasInvalid)] // 3.3.2-9: 17 of 16
    [InlineData("30 06 0000 03 23 0001", ReasonCode.TopicAliasInvalid)] // an alias that was never set
    [InlineData("30 06 0001 61 02 0B 01", ReasonCode.ProtocolError)] // 3.3.4-6
    [InlineData("30 04 0001 61 01", ReasonCode.MalformedPacket)] // properties that are not there
    [InlineData("30 05 0002 C328 00", ReasonCode.MalformedPacket)] // 1.5.4-1
    [InlineData("C0 80 00", ReasonCode.MalformedPacket)] // 1.5.5-1
    [InlineData("30 FF FF FF 7F", ReasonCode.PacketTooLarge)] // P02
    [InlineData("E0 01 8E", ReasonCode.ProtocolError)] // a reason that only the server has
    [InlineData("E0 07 00 05 11 0000003C", ReasonCode.ProtocolError)] // an expiry that was 0 is raised
    public async Task P07_P08_P10_MQTT_4_13_1_1_A_violation_of_5_0_is_told_with_its_reason(string bytes, object reason)
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, MqttVersion.V500);

        await client.SendAsync(Wire.Hex(bytes));

        await AssertClosedAsync(client, (ReasonCode)reason);
    }

    [Theory]
    [InlineData("36 05 0001 61 0001")]
    [InlineData("32 05 0001 61 0000")]
    [InlineData("80 06 0001 0001 61 00")]
    [InlineData("82 02 0001")]
    [InlineData("A2 02 0001")]
    [InlineData("60 02 0001")]
    [InlineData("E1 00")]
    [InlineData("F0 00")]
    [InlineData("20 02 00 00")]
    [InlineData("30 02 0000")]
    [InlineData("30 05 0003 612F2B")]
    [InlineData("30 09 0007 2453595335 2F61")]
    [InlineData("82 06 0001 0001 61 03")]
    [InlineData("30 04 0002 C328")]
    [InlineData("30 FF FF FF 7F")]
    public async Task P07_P08_MQTT_4_8_0_1_A_violation_of_3_1_1_closes_without_a_word(string bytes)
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, MqttVersion.V311);

        await client.SendAsync(Wire.Hex(bytes));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task P07_A_topic_of_65535_slashes_closes_and_one_within_the_limit_of_levels_is_refused()
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, MqttVersion.V500);

        // 128 levels have 127 slashes between them.
        await client.SendAsync(MqttClient.Publish([], identifier: 1, topic: new string('/', 127)));
        Assert.Equal(ReasonCode.NotAuthorized, (await client.ReceiveAsync<AcknowledgementPacket>()).Reason);

        await client.SendAsync(MqttClient.Publish([], identifier: 2, topic: new string('/', 128)));
        await AssertClosedAsync(client, ReasonCode.TopicNameInvalid);

        await using var second = await _host.ConnectAsync(user, MqttVersion.V500, "tablet");
        await second.SendAsync(MqttClient.Publish([], topic: new string('/', ushort.MaxValue)));
        await AssertClosedAsync(second, ReasonCode.TopicNameInvalid);
    }

    [Fact]
    public async Task P09_One_filter_more_than_a_packet_may_have_closes()
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, MqttVersion.V500);

        var granted = await client.SubscribeAsync([.. Enumerable.Range(0, 64).Select(i => ($"a/{i}", QoS.AtMostOnce))]);
        Assert.Equal(64, granted.Count(reason => reason == ReasonCode.NotAuthorized));

        await client.SendAsync(new SubscribePacket(
            2, [.. Enumerable.Range(0, 65).Select(i => new TopicSubscription($"a/{i}", QoS.AtMostOnce))], MqttProperties.Empty));
        await AssertClosedAsync(client, ReasonCode.QuotaExceeded);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P02_A_packet_of_the_largest_size_is_taken_and_one_byte_more_is_not(int level)
    {
        const int Largest = 262_144;
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, (MqttVersion)level);
        var empty = MqttPacketWriter.SizeOf(MqttClient.Publish(new byte[Largest / 2]), client.Version) - (Largest / 2);

        var atLimit = MqttClient.Publish(new byte[Largest - empty]);
        Assert.Equal(Largest, MqttPacketWriter.SizeOf(atLimit, client.Version));
        await client.SendAsync(atLimit);
        Assert.Equal(MqttPacketType.Puback, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);

        await client.SendAsync(MqttClient.Publish(new byte[Largest - empty + 1]));
        await AssertClosedAsync(client, ReasonCode.PacketTooLarge);
    }

    [Fact]
    public async Task MQTT_3_14_4_2_What_comes_after_DISCONNECT_is_not_handled()
    {
        var user = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(user);
        await using var client = await _host.ConnectAsync(user, MqttVersion.V311);

        await client.SendAsync(
            new DisconnectPacket(ReasonCode.Success, MqttProperties.Empty), MqttClient.Publish(MqttClient.Text(group, "too late")));

        Assert.Empty(await client.ReceiveToEndAsync());
        Assert.Equal(0, _host.MessageLog.Appended);
    }

    [Fact]
    public async Task Hanging_up_in_the_middle_of_a_packet_ends_quietly()
    {
        var user = await _host.AddUserAsync("alice");
        await using var client = await _host.ConnectAsync(user, MqttVersion.V500);

        await client.SendAsync(Wire.Hex("30 10 0001"));
        await client.Connection.CloseAsync();

        Assert.DoesNotContain(_host.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task P12_Every_valid_packet_flipped_at_every_byte_leaves_the_server_standing()
    {
        var user = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(user);
        var random = new Random(12);
        foreach (var (_, version, hex, _) in GoldenPackets.All.Where(golden => golden.Packet.Type != MqttPacketType.Connect))
        {
            var bytes = Wire.Hex(hex);
            for (var index = 0; index < bytes.Length; index++)
            {
                await using var client = _host.Open(version);
                await client.ConnectAsync(session, token);
                bytes[index] ^= (byte)(1 << random.Next(8));
                await client.SendAsync(bytes);
                await client.Connection.CloseAsync();
                bytes = Wire.Hex(hex);
            }
        }

        Assert.DoesNotContain(_host.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        await using var good = _host.Open();
        await good.ConnectAsync(session, token);
        await good.PingAsync();
    }

    private static async Task AssertClosedAsync(MqttClient client, ReasonCode reason)
    {
        var last = await client.ReceiveToEndAsync();
        if (client.Version == MqttVersion.V311)
        {
            Assert.Empty(last);
        }
        else
        {
            Assert.Equal(reason, Assert.IsType<DisconnectPacket>(Assert.Single(last)).Reason);
        }
    }
}
