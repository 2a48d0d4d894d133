using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class ExactlyOnceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_3_3_2_The_same_packet_before_its_PUBREL_makes_one_message(int level)
    {
        var (client, group, alice) = await ConnectAsync((MqttVersion)level);
        var payload = MqttClient.Text(group, "once");

        await client.SendAsync(MqttClient.Publish(payload, QoS.ExactlyOnce, 9));
        var pubrec = await client.ReceiveAsync<AcknowledgementPacket>();
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "another body"), QoS.ExactlyOnce, 9, duplicate: true));
        var again = await client.ReceiveAsync<AcknowledgementPacket>();
        await client.SendAsync(MqttClient.Acknowledgement(MqttPacketType.Pubrel, 9));
        var pubcomp = await client.ReceiveAsync<AcknowledgementPacket>();

        Assert.Equal((MqttPacketType.Pubrec, (ushort)9), (pubrec.Type, pubrec.PacketIdentifier));
        Assert.Equal(level == 5 ? "1" : null, pubrec.Properties.User("sequence"));
        Assert.Equal((MqttPacketType.Pubrec, (ushort)9), (again.Type, again.PacketIdentifier));
        Assert.Equal((MqttPacketType.Pubcomp, (ushort)9, ReasonCode.Success), (pubcomp.Type, pubcomp.PacketIdentifier, pubcomp.Reason));
        Assert.Equal("once", Assert.Single(await HistoryAsync(alice, group)).Text);

        // After PUBCOMP the identifier is free (4.3.3-12).
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "new"), QoS.ExactlyOnce, 9));
        Assert.Equal(MqttPacketType.Pubrec, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        Assert.Equal(2, (await HistoryAsync(alice, group)).Count);
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_3_3_10_A_repetition_while_the_commit_is_waited_for_is_answered_once(int level)
    {
        var (client, group, alice) = await ConnectAsync((MqttVersion)level);
        var payload = MqttClient.Text(group, "once");
        _host.MessageLog.Close();

        await client.SendAsync(MqttClient.Publish(payload, QoS.ExactlyOnce, 3), MqttClient.Publish(payload, QoS.ExactlyOnce, 3, duplicate: true));
        await client.PingAsync();
        _host.MessageLog.Open();

        Assert.Equal(MqttPacketType.Pubrec, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
        await client.PingAsync();
        Assert.Single(await HistoryAsync(alice, group));
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P17_PUBREL_PUBREC_PUBACK_and_PUBCOMP_for_nothing_do_no_harm(int level)
    {
        var (client, _, _) = await ConnectAsync((MqttVersion)level);
        var unknown = level == 5 ? ReasonCode.PacketIdentifierNotFound : ReasonCode.Success;

        for (ushort i = 1; i <= 200; i++)
        {
            await client.SendAsync(
                MqttClient.Acknowledgement(MqttPacketType.Pubrel, i), MqttClient.Acknowledgement(MqttPacketType.Pubrec, i),
                MqttClient.Puback(i), MqttClient.Acknowledgement(MqttPacketType.Pubcomp, i));
            var pubcomp = await client.ReceiveAsync<AcknowledgementPacket>();
            var pubrel = await client.ReceiveAsync<AcknowledgementPacket>();
            Assert.Equal((MqttPacketType.Pubcomp, i, unknown), (pubcomp.Type, pubcomp.PacketIdentifier, pubcomp.Reason));
            Assert.Equal((MqttPacketType.Pubrel, i, unknown), (pubrel.Type, pubrel.PacketIdentifier, pubrel.Reason));
        }

        await client.PingAsync();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task MQTT_4_3_3_9_In_5_0_the_identifier_of_a_refused_message_is_free_at_once()
    {
        var (client, group, alice) = await ConnectAsync(MqttVersion.V500);

        await client.SendAsync(MqttClient.Publish("{}"u8.ToArray(), QoS.ExactlyOnce, 4));
        var refused = await client.ReceiveAsync<AcknowledgementPacket>();
        await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "better"), QoS.ExactlyOnce, 4));
        var stored = await client.ReceiveAsync<AcknowledgementPacket>();

        Assert.Equal((MqttPacketType.Pubrec, ReasonCode.PayloadFormatInvalid), (refused.Type, refused.Reason));
        Assert.Equal((MqttPacketType.Pubrec, ReasonCode.Success), (stored.Type, stored.Reason));
        Assert.Single(await HistoryAsync(alice, group));
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task P18_The_same_message_over_a_new_connection_is_found_by_its_client_id(int level)
    {
        var alice = await _host.AddUserAsync("alice");
        var (session, token) = await _host.SignInAsync(alice);
        var (_, group) = await _host.AddGroupAsync(alice);
        var payload = MqttClient.Text(group, "once");
        for (var i = 0; i < 2; i++)
        {
            await using var client = _host.Open((MqttVersion)level);
            await client.ConnectAsync(session, token);
            await client.SendAsync(MqttClient.Publish(payload, QoS.ExactlyOnce, 1, duplicate: i > 0));
            Assert.Equal(MqttPacketType.Pubrec, (await client.ReceiveAsync<AcknowledgementPacket>()).Type);
            await client.Connection.ResetAsync();
        }

        Assert.Single(await HistoryAsync(alice, group));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task The_unreleased_messages_of_a_3_1_1_client_are_counted(int messages, bool accepted)
    {
        await using var host = new BridgeHost(database, limits => limits.MaxAwaitingRelease = 2);
        var alice = await host.AddUserAsync("alice");
        var (_, group) = await host.AddGroupAsync(alice);
        await using var client = await host.ConnectAsync(alice, MqttVersion.V311);

        for (var i = 1; i <= messages; i++)
        {
            await client.SendAsync(MqttClient.Publish(MqttClient.Text(group, "x"), QoS.ExactlyOnce, (ushort)i));
            if (i <= 2)
            {
                await client.ReceiveAsync<AcknowledgementPacket>();
            }
        }

        if (accepted)
        {
            await client.PingAsync();
        }
        else
        {
            Assert.Empty(await client.ReceiveToEndAsync());
        }
    }

    private async Task<(MqttClient Client, ConversationTarget Group, UserId User)> ConnectAsync(MqttVersion version)
    {
        var alice = await _host.AddUserAsync("alice");
        var (_, group) = await _host.AddGroupAsync(alice);
        return (await _host.ConnectAsync(alice, version), group, alice);
    }

    private async Task<IReadOnlyList<Message>> HistoryAsync(UserId user, ConversationTarget target)
    {
        var page = await _host.Get<MessageService>().HistoryAsync(user, target, new HistoryQuery(Limit: 100), TestContext.Current.CancellationToken);
        return page.Value.Messages;
    }
}
