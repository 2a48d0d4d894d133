using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Ends subscriptions. What is under way is finished (MQTT 5.0, 3.10.4-3).</summary>
internal sealed class UnsubscribeHandler(TopicSessions sessions)
{
    public ValueTask HandleAsync(MqttSession session, UnsubscribePacket unsubscribe)
    {
        var reasons = new ReasonCode[unsubscribe.Filters.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            var filter = unsubscribe.Filters[i];
            var had = sessions.Unsubscribe(session.Topics, filter, session.Batch.Operations);
            if (ChatTopics.Find(filter) is { } topic)
            {
                session.Subscriptions.Remove(topic);
            }

            reasons[i] = had ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
        }

        return session.AnswerAsync(new UnsubackPacket(unsubscribe.PacketIdentifier, reasons, MqttProperties.Empty), session.Batch.HasOperations);
    }
}
