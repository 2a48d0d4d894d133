using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Ends subscriptions. What is under way is finished (MQTT 5.0, 3.10.4-3).</summary>
internal static class UnsubscribeHandler
{
    public static void Handle(MqttSession session, UnsubscribePacket unsubscribe)
    {
        var reasons = new ReasonCode[unsubscribe.Filters.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            var had = ChatTopics.Find(unsubscribe.Filters[i]) is { } topic && session.Subscriptions.Remove(topic);
            reasons[i] = had ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
        }

        session.TryWrite(new UnsubackPacket(unsubscribe.PacketIdentifier, reasons, MqttProperties.Empty));
    }
}
