using ChatApp.Core.Conversations;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class HeldMessageTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncDisposable
{
    private readonly BridgeHost _host = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(1, WordAction.Hold)]
    [InlineData(2, WordAction.Hold)]
    [InlineData(1, WordAction.Drop)]
    [InlineData(2, WordAction.Drop)]
    public async Task M04_The_acknowledgement_of_a_message_that_is_held_or_dropped_says_held_with_reason_0_and_names_no_place(int qos, WordAction action)
    {
        var alice = await _host.AddUserAsync("alice");
        var bob = await _host.AddUserAsync("bob");
        await using var client = await _host.ConnectAsync(alice, MqttVersion.V500);
        var word = $"zh{Guid.NewGuid():N}"[..14];
        await _host.Get<ISensitiveWordStore>().AddAsync(new WordDraft(word, Action: action), alice, _host.Clock.GetUtcNow(), 10_000, Token);
        await _host.Get<ModerationService>().ReloadAsync(Token);

        await client.SendAsync(MqttClient.Publish(MqttClient.Text(ConversationTarget.Person(bob), $"with {word}"), (QoS)qos, identifier: 40));
        var answer = await client.ReceiveAsync<AcknowledgementPacket>();

        Assert.Equal((qos == 1 ? MqttPacketType.Puback : MqttPacketType.Pubrec, 40, ReasonCode.Success), (answer.Type, (int)answer.PacketIdentifier, answer.Reason));
        var property = Assert.Single(answer.Properties.Items);
        Assert.Equal((PropertyId.UserProperty, "state", "held"), (property.Id, property.Name, property.Text));
        var history = await _host.Get<MessageService>().HistoryAsync(alice, ConversationTarget.Person(bob), new HistoryQuery(Limit: 10), Token);
        Assert.DoesNotContain(history.Refusal is null ? history.Value.Messages : [], message => message.Text.Contains(word, StringComparison.Ordinal));
    }
}
