using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Grants subscriptions to the topics of the chat, and refuses all others.</summary>
internal sealed partial class SubscribeHandler(MqttServices services, ILogger<SubscribeHandler> logger)
{
    public async ValueTask HandleAsync(MqttSession session, SubscribePacket subscribe)
    {
        var properties = subscribe.Properties.Number(PropertyId.SubscriptionIdentifier) is { } identifier
            ? new MqttProperties([MqttProperty.Of(PropertyId.SubscriptionIdentifier, identifier)])
            : MqttProperties.Empty;
        var reasons = new ReasonCode[subscribe.Subscriptions.Count];
        var granted = new List<(ChatTopic Topic, Subscription Subscription)>();
        for (var i = 0; i < reasons.Length; i++)
        {
            var asked = subscribe.Subscriptions[i];
            if (Refuse(session, asked.Filter) is { } refusal)
            {
                reasons[i] = refusal;
                continue;
            }

            var topic = ChatTopics.Find(asked.Filter)!.Value;
            var qos = ChatTopics.Grant(topic, asked.QoS);
            reasons[i] = (ReasonCode)qos;
            granted.Add((topic, new Subscription(qos, properties)));
        }

        // First the answer, then what was asked for.
        session.TryWrite(new SubackPacket(subscribe.PacketIdentifier, reasons, MqttProperties.Empty));
        foreach (var (topic, subscription) in granted)
        {
            session.Subscriptions.Set(topic, subscription);
        }

        if (granted.Exists(grant => grant.Topic is ChatTopic.Inbox or ChatTopic.Events))
        {
            await session.StartFeedAsync();
        }
    }

    private ReasonCode? Refuse(MqttSession session, string filter)
    {
        if (!TopicFilters.IsWellFormed(filter) || !ChatTopics.IsShallow(filter, services.Limits.MaxTopicLevels))
        {
            return ReasonCode.TopicFilterInvalid;
        }

        if (ChatTopics.Find(filter) is not null)
        {
            return null;
        }

        LogRefused(session.Link.Id, session.Session.User, LogText.Of(filter));
        return ReasonCode.NotAuthorized;
    }

    [LoggerMessage(EventIds.FilterRefused, LogLevel.Information, "Connection {ConnectionId} of {User} may not subscribe to {Filter}.")]
    private partial void LogRefused(string connectionId, UserId user, string filter);
}
