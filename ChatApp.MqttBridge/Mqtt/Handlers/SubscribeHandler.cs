using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Grants subscriptions to the topics of the chat and to the free topics that the client may read.</summary>
internal sealed partial class SubscribeHandler(
    TopicBroker broker, TopicSessions sessions, TopicAccess access, MqttServices services, ILogger<SubscribeHandler> logger)
{
    // Of what a connection may hold: subscriptions of a session that is kept stay, and must leave its next connection room.
    private const int SubscriptionsPart = 4;

    public ValueTask HandleAsync(MqttSession session, SubscribePacket subscribe)
    {
        var identifier = (int?)subscribe.Properties.Number(PropertyId.SubscriptionIdentifier);
        var reasons = new ReasonCode[subscribe.Subscriptions.Count];
        var granted = new List<GrantedSubscription>(reasons.Length);
        for (var i = 0; i < reasons.Length; i++)
        {
            var asked = subscribe.Subscriptions[i];
            if (Refuse(session, asked.Filter) is { } refusal)
            {
                reasons[i] = refusal;
                continue;
            }

            var topic = ChatTopics.Find(asked.Filter);
            var qos = topic is { } chat ? ChatTopics.Grant(chat, asked.QoS) : asked.QoS;
            var kept = new KeptSubscription(asked.Filter, (byte)qos, asked.NoLocal, asked.RetainAsPublished, identifier);
            if (TryKeep(session.Topics, kept) is not { } isNew)
            {
                reasons[i] = ReasonCode.QuotaExceeded;
                continue;
            }

            reasons[i] = (ReasonCode)qos;
            granted.Add(new GrantedSubscription(kept, topic, isNew, asked.RetainHandling));
        }

        var waits = granted.Count > 0 && session.Topics.IsStored;
        if (waits)
        {
            granted.ForEach(grant => session.Batch.Operations.Add(new SaveSubscription(session.Topics.Id, grant.Subscription)));
        }

        // First the answer, then what was asked for.
        return session.AnswerAsync(
            new SubackPacket(subscribe.PacketIdentifier, reasons, MqttProperties.Empty), waits, granted.Count > 0 ? () => BeginAsync(session, granted) : null);
    }

    /// <summary>Passes on again what a session that is resumed subscribed to.</summary>
    public static ValueTask ResumeAsync(MqttSession session)
    {
        var follows = false;
        lock (session.Topics.Gate)
        {
            foreach (var subscription in session.Topics.Subscriptions.Values)
            {
                if (ChatTopics.Find(subscription.Filter) is { } topic)
                {
                    session.Subscriptions.Set(topic, ToChat(subscription));
                    follows |= topic is ChatTopic.Inbox or ChatTopic.Events;
                }
            }
        }

        return follows ? new ValueTask(session.StartFeedAsync()) : ValueTask.CompletedTask;
    }

    // Null when the session has as many as it may; else whether the filter is new to it.
    private bool? TryKeep(TopicSession session, KeptSubscription subscription)
    {
        lock (session.Gate)
        {
            if (!session.Subscriptions.ContainsKey(subscription.Filter)
                && (session.Subscriptions.Count >= services.Limits.MaxSubscriptions
                    || session.SubscriptionBytes + TopicSession.SizeOf(subscription.Filter) > services.Limits.MaxConnectionBytes / SubscriptionsPart))
            {
                return null;
            }

            return session.Set(subscription);
        }
    }

    private async ValueTask BeginAsync(MqttSession session, List<GrantedSubscription> granted)
    {
        var follows = false;
        var batch = new PublishBatch(services.Broker);
        foreach (var grant in granted)
        {
            if (grant.Topic is { } topic)
            {
                session.Subscriptions.Set(topic, ToChat(grant.Subscription));
                follows |= topic is ChatTopic.Inbox or ChatTopic.Events;
            }
            else if (sessions.Index(session.Topics, grant.Subscription))
            {
                await SendRetainedAsync(session, grant, batch);
            }
        }

        batch.Finish();
        if (follows)
        {
            await session.StartFeedAsync();
        }
    }

    private ValueTask SendRetainedAsync(MqttSession session, GrantedSubscription grant, PublishBatch batch)
    {
        var wanted = grant.RetainHandling == RetainHandling.SendAtSubscribe || (grant.RetainHandling == RetainHandling.SendIfNew && grant.IsNew);

        // MQTT 5.0, 4.8.2: a shared subscription gets no retained messages.
        return wanted && !TopicFilters.IsShared(grant.Subscription.Filter)
            ? broker.SendRetainedAsync(session, grant.Subscription, batch)
            : ValueTask.CompletedTask;
    }

    private static Subscription ToChat(KeptSubscription subscription) => new(
        (QoS)subscription.QoS,
        subscription.Identifier is { } identifier
            ? new MqttProperties([MqttProperty.Of(PropertyId.SubscriptionIdentifier, (uint)identifier)])
            : MqttProperties.Empty);

    private ReasonCode? Refuse(MqttSession session, string filter)
    {
        if (!TopicFilters.IsWellFormed(filter) || !ChatTopics.IsShallow(filter, services.Limits.MaxTopicLevels))
        {
            return ReasonCode.TopicFilterInvalid;
        }

        var isAllowed = ChatTopics.Find(filter) is not null
            ? !session.Identity.IsAnonymous
            : access.MaySubscribe(session.Identity, BrokerTopics.Split(filter).Filter);
        if (isAllowed)
        {
            return null;
        }

        LogRefused(session.Link.Id, session.Session.User, LogText.Of(filter));
        return ReasonCode.NotAuthorized;
    }

    [LoggerMessage(EventIds.FilterRefused, LogLevel.Information, "Connection {ConnectionId} of {User} may not subscribe to {Filter}.")]
    private partial void LogRefused(string connectionId, UserId user, string filter);
}
