using System.Buffers;
using System.Text;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

/// <summary>The statements of the standard that hand-made bytes show, in both versions.</summary>
public sealed class ConformanceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database, isOpen: true);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("C1 00")] // PINGREQ
    [InlineData("E1 00")] // DISCONNECT
    [InlineData("60 02 0001")] // PUBREL
    [InlineData("41 02 0001")] // PUBACK
    [InlineData("80 06 0001 0001 61 00")] // SUBSCRIBE
    [InlineData("A0 05 0001 0001 61")] // UNSUBSCRIBE
    [InlineData("F1 00")] // AUTH
    public Task MQTT_2_2_2_1_2_2_2_2_2_1_3_1_3_6_1_1_3_8_1_1_3_10_1_1_3_15_1_1_Reserved_flags_have_their_value(string bytes) => AssertClosesAsync(bytes, bytes);

    [Theory]
    [InlineData("30 04 0002 C328", "30 05 0002 C328 00")] // ill-formed
    [InlineData("30 05 0003 EDA080", "30 06 0003 EDA080 00")] // a surrogate
    [InlineData("30 05 0003 610062", "30 06 0003 610062 00")] // U+0000
    [InlineData("82 07 0001 0002 C328 00", "82 08 0001 00 0002 C328 00")]
    [InlineData("A2 06 0001 0002 C328", "A2 07 0001 00 0002 C328")]
    [InlineData(null, "30 0C 0001 61 08 26 0002 C328 0001 62")] // a user property; 3.1.1 has none
    public Task MQTT_1_5_3_1_1_5_3_2_1_5_4_1_1_5_4_2_1_5_7_1_3_3_2_1_3_8_3_1_3_10_3_1_4_7_3_2_Strings_are_well_formed(string? v311, string v500)
        => AssertClosesAsync(v311, v500);

    [Theory]
    [InlineData("32 05 0001 61 0000", "32 06 0001 61 0000 00")]
    [InlineData("82 06 0000 0001 61 00", "82 07 0000 00 0001 61 00")]
    [InlineData("A2 05 0000 0001 61", "A2 06 0000 00 0001 61")]
    [InlineData("62 02 0000", "62 02 0000")]
    public Task MQTT_2_3_1_1_2_2_1_3_A_packet_identifier_is_never_zero(string v311, string v500) => AssertClosesAsync(v311, v500);

    [Theory]
    [InlineData("36 05 0001 61 0001", "36 06 0001 61 0001 00")] // QoS 3
    [InlineData("38 03 0001 61", "38 04 0001 61 00")] // a repetition with QoS 0
    [InlineData("30 02 0000", "30 03 0000 00")] // no topic
    [InlineData("30 05 0003 612F2B", "30 06 0003 612F2B 00")]
    [InlineData("30 03 0001 23", "30 04 0001 23 00")]
    public Task MQTT_3_3_1_2_3_3_1_4_3_3_2_2_4_7_0_1_4_7_3_1_A_malformed_message_closes_the_connection(string v311, string v500)
        => AssertClosesAsync(v311, v500);

    [Theory]
    [InlineData("82 02 0001", "82 03 0001 00")]
    [InlineData("A2 02 0001", "A2 03 0001 00")]
    [InlineData("82 06 0001 0001 61 03", "82 07 0001 00 0001 61 03")]
    [InlineData("82 06 0001 0001 61 04", "82 07 0001 00 0001 61 C0")]
    [InlineData("82 06 0001 0001 61 08", "82 07 0001 00 0001 61 30")]
    [InlineData("82 05 0001 0000 00", "82 06 0001 00 0000 00")]
    public Task MQTT_3_8_3_2_3_8_3_3_3_8_3_4_3_8_3_5_3_10_3_2_A_subscription_without_filter_or_with_wrong_options_closes_the_connection(string v311, string v500)
        => AssertClosesAsync(v311, v500);

    [Theory]
    [InlineData("30 07 0001 61 03 23 0000", 0x94)]
    [InlineData("30 07 0001 61 03 23 0011", 0x94)]
    [InlineData("30 06 0001 61 02 0B 01", 0x82)]
    [InlineData("30 09 0001 61 05 08 0002 612B", 0x90)]
    [InlineData("30 09 0001 61 05 08 0002 C328", 0x81)]
    [InlineData("30 09 0001 61 05 03 0002 C328", 0x81)]
    [InlineData("F0 02 19 00", 0x82)]
    [InlineData("E0 01 8E", 0x82)]
    [InlineData("40 03 0001 92", 0x82)]
    public async Task MQTT_3_3_2_8_3_3_2_9_3_2_2_18_3_3_4_6_3_3_2_13_3_3_2_14_3_3_2_19_4_12_0_7_4_12_1_1_3_14_2_1_3_14_4_1_3_15_2_1_4_13_2_1_And_5_0_is_told_why(
        string bytes, int reason)
    {
        await using var client = await _host.ConnectOpenAsync(MqttVersion.V500, "client");

        await client.SendAsync(Wire.Hex(bytes));

        // The last packet, and the end.
        Assert.Equal((ReasonCode)reason, Assert.IsType<DisconnectPacket>(Assert.Single(await client.ReceiveToEndAsync())).Reason);
    }

    [Theory]
    [InlineData("0004 4D515458 04 02 003C 0001 61")] // MQTX
    [InlineData("0002 686A 04 02 003C 0001 61")]
    [InlineData("0004 4D515454 04 03 003C 0001 61")] // the reserved flag
    [InlineData("0004 4D515454 04 06 003C 0001 61")] // a will that is missing
    [InlineData("0004 4D515454 04 0A 003C 0001 61")] // QoS of no will
    [InlineData("0004 4D515454 04 22 003C 0001 61")] // no will is retained
    [InlineData("0004 4D515454 04 1E 003C 0001 61 0001 62 0001 63")] // QoS 3
    [InlineData("0004 4D515454 04 82 003C 0001 61")] // a user name that is missing
    [InlineData("0004 4D515454 04 C2 003C 0001 61 0001 62")] // a password that is missing
    [InlineData("0004 4D515454 04 02 003C 0001 61 0001 62")] // one that nobody announced
    [InlineData("0004 4D515454 04 02 003C")] // no client id
    [InlineData("0004 4D515454 04 02 003C 0002 C328")]
    [InlineData("0004 4D515454 04 82 003C 0001 61 0002 C328")]
    [InlineData("0004 4D515454 04 06 003C 0001 61 0002 C328 0001 62")]
    public async Task MQTT_3_1_2_1_3_1_2_3_3_1_2_9_3_1_2_11_3_1_2_13_3_1_2_18_3_1_2_19_3_1_2_20_3_1_2_21_3_1_3_1_3_1_3_3_3_1_3_4_3_1_3_10_3_1_3_11_3_1_4_1_3_2_2_6_A_malformed_CONNECT_of_3_1_1_closes_without_a_word(
        string body)
    {
        await using var client = _host.Open(MqttVersion.V311);

        await client.SendAsync(Wire.Packet(0x10, Wire.Hex(body)));

        Assert.Empty(await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("0004 4D515454 05 03 003C 00 0001 61")]
    [InlineData("0004 4D515454 05 06 003C 00 0001 61 00")]
    [InlineData("0004 4D515454 05 0A 003C 00 0001 61")]
    [InlineData("0004 4D515454 05 22 003C 00 0001 61")]
    [InlineData("0004 4D515454 05 82 003C 00 0001 61")]
    [InlineData("0004 4D515454 05 42 003C 00 0001 61")]
    [InlineData("0004 4D515454 05 02 003C 00")]
    [InlineData("0004 4D515454 05 82 003C 00 0001 61 0002 C328")]
    [InlineData("0004 4D515454 05 06 003C 00 0001 61 00 0002 C328 0001 62")]
    public async Task MQTT_3_1_2_3_3_1_2_9_3_1_2_11_3_1_2_13_3_1_2_18_3_1_2_19_3_1_3_1_3_1_3_3_3_1_3_11_3_1_3_12_3_1_4_1_3_2_2_7_3_2_2_8_3_14_0_1_A_malformed_CONNECT_of_5_0_is_refused(
        string body)
    {
        await using var client = _host.Open(MqttVersion.V500);

        await client.SendAsync(Wire.Packet(0x10, Wire.Hex(body)));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.True(connack.Reason is ReasonCode.MalformedPacket or ReasonCode.ProtocolError);
        Assert.False(connack.SessionPresent);
    }

    [Theory]
    [InlineData(12, null)]
    [InlineData(100, "Unauthenticated")]
    public async Task MQTT_3_2_2_19_3_2_2_20_The_reason_of_a_refusal_is_left_out_when_the_client_takes_no_packet_of_that_size(int size, string? expected)
    {
        await using var client = _host.Open(MqttVersion.V500);

        await client.SendAsync(MqttClient.Connect(
            MqttVersion.V500, "client", "nobody", "wrong", properties: new MqttProperties([MqttProperty.Of(PropertyId.MaximumPacketSize, (uint)size)])));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.Equal((ReasonCode.NotAuthorized, expected), (connack.Reason, connack.Properties.Text(PropertyId.ReasonString)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_4_5_3_1_4_6_3_2_2_4_3_2_2_6_After_a_refusal_nothing_is_processed(int level)
    {
        var version = (MqttVersion)level;
        await using var watcher = await _host.ConnectOpenAsync(version, "watcher");
        await watcher.SubscribeAsync(("refused", QoS.AtMostOnce));
        await using var client = _host.Open(version);

        await client.SendAsync(
            MqttClient.Connect(version, "client", "nobody", "wrong"), MqttClient.Publish("x"u8.ToArray(), QoS.AtMostOnce, topic: "refused"));

        var connack = Assert.IsType<ConnackPacket>(Assert.Single(await client.ReceiveToEndAsync()));
        Assert.Equal((ReasonCode.NotAuthorized, false), (connack.Reason, connack.SessionPresent));
        await watcher.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_3_5_2_3_1_6_2_3_1_7_2_2_1_5_2_2_1_6_3_3_4_1_3_8_4_1_3_8_4_2_3_8_4_4_3_8_4_7_3_10_4_4_3_10_4_5_3_10_4_6_3_11_3_1_3_11_3_2_3_12_4_1_4_3_3_8_Every_packet_gets_its_answer(
        int level)
    {
        var version = (MqttVersion)level;
        await using var client = await _host.ConnectOpenAsync(version, new string('Z', 23)); // 3.1.3-5
        await client.SendAsync(
            new SubscribePacket(700, [new("a", QoS.AtMostOnce), new("b/#", QoS.ExactlyOnce), new("c", QoS.AtLeastOnce)], MqttProperties.Empty),
            new UnsubscribePacket(701, ["a", "none", "c"], MqttProperties.Empty),
            PingreqPacket.Instance,
            MqttClient.Publish("x"u8.ToArray(), QoS.AtMostOnce, topic: "z"),
            MqttClient.Publish("x"u8.ToArray(), QoS.AtLeastOnce, 702, "z"),
            MqttClient.Publish("x"u8.ToArray(), QoS.ExactlyOnce, 703, "z"),
            MqttClient.Acknowledgement(MqttPacketType.Pubrel, 703));

        var suback = await client.ReceiveAsync<SubackPacket>();
        Assert.Equal(700, suback.PacketIdentifier);
        Assert.Equal([ReasonCode.Success, ReasonCode.GrantedQoS2, ReasonCode.GrantedQoS1], suback.Reasons);
        var unsuback = await client.ReceiveAsync<UnsubackPacket>();
        Assert.Equal(701, unsuback.PacketIdentifier);
        Assert.Equal(level == 5 ? [ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.Success] : [], unsuback.Reasons);
        await client.ReceiveAsync<PingrespPacket>();
        foreach (var (type, identifier) in new[] { (MqttPacketType.Puback, 702), (MqttPacketType.Pubrec, 703), (MqttPacketType.Pubcomp, 703) })
        {
            var answer = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal((type, identifier), (answer.Type, answer.PacketIdentifier));
        }
    }

    [Theory]
    [InlineData(4, "30 04 0001 61 78")]
    [InlineData(5, "30 05 0001 61 00 78")]
    public async Task MQTT_2_3_1_5_2_2_1_2_2_2_2_1_4_3_1_1_A_message_with_QoS_0_has_no_identifier_and_no_mark(int level, string expected)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await client.SubscribeAsync(("a", QoS.ExactlyOnce));

        await client.SendAsync(MqttClient.Publish("x"u8.ToArray(), QoS.AtMostOnce, topic: "a"));

        Assert.Equal(Wire.Hex(expected), await client.Connection.ReceiveAsync<byte[]>(TakeFrame));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_2_3_1_4_2_2_1_4_3_3_1_3_4_3_2_1_4_3_2_3_4_3_3_3_4_6_0_4_Messages_under_way_have_identifiers_of_their_own_and_no_mark_of_their_publisher(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, "publisher");
        await client.SubscribeAsync(("a", QoS.ExactlyOnce));
        await publisher.SendAsync([.. Enumerable.Range(1, 10).Select(i => MqttClient.Publish("x"u8.ToArray(), (QoS)(1 + (i % 2)), (ushort)i, "a", duplicate: true))]);

        var messages = new List<PublishPacket>();
        for (var i = 0; i < 10; i++)
        {
            messages.Add(await client.ReceiveMessageAsync(acknowledge: false));
        }

        Assert.Equal(10, messages.Select(message => message.PacketIdentifier).Distinct().Count());
        Assert.All(messages, message => Assert.False(message.Duplicate));
        var exact = messages.Where(message => message.QoS == QoS.ExactlyOnce).Select(message => message.PacketIdentifier).Reverse().ToArray();
        await client.SendAsync([.. exact.Select(identifier => MqttClient.Acknowledgement(MqttPacketType.Pubrec, identifier))]);
        foreach (var identifier in exact)
        {
            Assert.Equal(MqttClient.Acknowledgement(MqttPacketType.Pubrel, identifier), await client.ReceiveAsync<AcknowledgementPacket>());
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_3_2_2_4_3_2_4_4_3_2_5_An_identifier_is_free_again_after_PUBACK(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        await using var reader = await _host.ConnectOpenAsync((MqttVersion)level, "reader");
        await reader.SubscribeAsync(("a", QoS.AtMostOnce));
        foreach (var text in new[] { "one", "two" })
        {
            await client.SendAsync(MqttClient.Publish(Encoding.UTF8.GetBytes(text), QoS.AtLeastOnce, 5, "a", duplicate: text == "two"));
            Assert.Equal(5, (await client.ReceiveAsync<AcknowledgementPacket>()).PacketIdentifier);
            Assert.Equal(text, await reader.ReceiveTextAsync("a"));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_7_3_3_A_topic_may_be_as_long_as_its_length_can_say(int level)
    {
        await using var client = await _host.ConnectOpenAsync((MqttVersion)level, "client");
        var topic = new string('t', 65_535);

        await client.SubscribeAsync((topic, QoS.AtMostOnce));
        await client.PublishAsync(topic, "long");

        Assert.Equal("long", await client.ReceiveTextAsync(topic));
    }

    [Fact]
    public async Task MQTT_4_8_2_4_4_8_2_5_4_8_2_6_A_message_that_one_member_has_begun_is_never_given_to_another()
    {
        await using var first = await _host.ConnectOpenAsync(MqttVersion.V500, "first");
        await using var publisher = await _host.ConnectOpenAsync(MqttVersion.V500, "publisher");
        await first.SubscribeAsync(("$share/g/jobs", QoS.ExactlyOnce));
        await publisher.PublishAsync("jobs", "one", QoS.ExactlyOnce);
        await publisher.PublishAsync("jobs", "two", QoS.ExactlyOnce);
        var begun = await first.ReceiveMessageAsync(acknowledge: false);
        var refused = await first.ReceiveMessageAsync(acknowledge: false);
        await using var second = await _host.ConnectOpenAsync(MqttVersion.V500, "second");
        await second.SubscribeAsync(("$share/g/jobs", QoS.ExactlyOnce));

        await first.SendAsync(new AcknowledgementPacket(MqttPacketType.Pubrec, refused.PacketIdentifier, ReasonCode.UnspecifiedError, MqttProperties.Empty));
        await first.PingAsync();
        Assert.Equal("one", Encoding.UTF8.GetString(begun.Payload));
        await first.DisconnectAsync();

        await second.PingAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_2_0_1_3_2_0_2_CONNACK_comes_first_and_once_also_when_messages_wait(int level)
    {
        var name = $"first-{level}-{Guid.NewGuid():N}"[..20];
        var properties = level == 5 ? new MqttProperties([MqttProperty.Of(PropertyId.SessionExpiryInterval, 60)]) : null;
        await using (var client = await _host.ConnectOpenAsync((MqttVersion)level, name, cleanStart: false, properties))
        {
            await client.SubscribeAsync((name, QoS.AtLeastOnce));
            await client.DisconnectAsync();
        }

        await using var publisher = await _host.ConnectOpenAsync((MqttVersion)level, $"{name}-p");
        await publisher.PublishAsync(name, "waits", QoS.AtLeastOnce);

        await using var again = await _host.ConnectOpenAsync((MqttVersion)level, name, cleanStart: false, properties, isPresent: true);
        Assert.Equal("waits", await again.ReceiveTextAsync(name));
        await again.PingAsync();
    }

    private async Task AssertClosesAsync(string? v311, string v500)
    {
        foreach (var (version, bytes) in new[] { (MqttVersion.V311, v311), (MqttVersion.V500, v500) })
        {
            if (bytes is null)
            {
                continue;
            }

            await using var client = await _host.ConnectOpenAsync(version, "client");
            await client.SendAsync(Wire.Hex(bytes));
            var last = await client.ReceiveToEndAsync();
            if (version == MqttVersion.V311)
            {
                Assert.Empty(last);
            }
            else
            {
                Assert.True(Assert.IsType<DisconnectPacket>(Assert.Single(last)).Reason >= ReasonCode.UnspecifiedError);
            }
        }
    }

    private static bool TakeFrame(ref ReadOnlySequence<byte> buffer, out byte[]? value)
    {
        var start = buffer;
        value = MqttFrameReader.TryRead(ref buffer, int.MaxValue, out _) ? start.Slice(0, start.Length - buffer.Length).ToArray() : null;
        return value is not null;
    }
}
