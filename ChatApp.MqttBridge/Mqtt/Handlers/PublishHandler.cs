using System.Buffers;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Takes what a client publishes: messages of the chat go to their handler, all others to who subscribed to their topic.</summary>
internal sealed partial class PublishHandler(
    ChatPublishHandler chat, TopicBroker broker, TopicAccess access, BrokerServices services, ILogger<PublishHandler> logger)
{
    private readonly MqttReadLimits _limits = new(services.Limits.MaxFiltersPerPacket, services.Limits.MaxUserProperties);

    /// <exception cref="ProtocolViolationException">The packet is malformed, or not one that the client may send.</exception>
    public ValueTask HandleAsync(MqttSession session, MqttFrame frame)
    {
        if (frame.Body.IsSingleSegment)
        {
            return HandleWhole(session, frame);
        }

        var length = (int)frame.Body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.Body.CopyTo(rented);

            // What goes on after the return has taken what it needs.
            return HandleWhole(session, frame with { Body = new ReadOnlySequence<byte>(rented, 0, length) });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private ValueTask HandleWhole(MqttSession session, MqttFrame frame)
    {
        var body = frame.Body.FirstSpan;
        return PlainPublish.TryRead(frame.Flags, body, session.Version, out var topic, out var packetIdentifier, out var payload) && !topic.StartsWith("chat"u8)
            ? Publish(session, session.TopicNames.Find(topic), frame, packetIdentifier, new PublishParts(topic, payload, [], expirySeconds: null), body.Length)
            : HandleFull(session, frame);
    }

    private ValueTask HandleFull(MqttSession session, MqttFrame frame)
    {
        var publish = (PublishPacket)MqttPacketReader.Read(frame, session.Version, _limits);
        var alias = publish.Properties.Number(PropertyId.TopicAlias);
        var topic = session.Aliases.Resolve(publish.Topic, alias);
        if (alias is not null && publish.Topic.Length > 0)
        {
            session.CheckBudget();
        }

        // MQTT 5.0, 3.3.4-6: the identifiers are the server's to send.
        if (publish.Properties.Has(PropertyId.SubscriptionIdentifier))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidPropertyValue);
        }

        if (TopicRule.Covers("chat", topic))
        {
            return chat.HandleAsync(session, publish, topic);
        }

        var name = session.TopicNames.Find(topic);
        var properties = ForwardedProperties.Encode(publish.Properties);
        var expiry = publish.Properties.Number(PropertyId.MessageExpiryInterval);
        return Publish(
            session, name, frame, publish.PacketIdentifier, new PublishParts(name.Utf8, publish.Payload.FirstSpan, properties, expiry), (int)frame.Body.Length);
    }

    private ValueTask Publish(MqttSession session, TopicName name, MqttFrame frame, ushort packetIdentifier, in PublishParts parts, int bytes)
    {
        var qos = (QoS)((frame.Flags >> 1) & 0b11);
        var batch = session.Batch;
        batch.Count(bytes);
        var arrival = session.Received.Begin(qos, packetIdentifier);
        if (arrival != Arrival.New)
        {
            return Repeat(session, packetIdentifier, arrival);
        }

        if (!IsAllowed(session, name))
        {
            LogRefused(session.Link.Id, session.Session.User, LogText.Of(name.Text));
            return Refuse(session, qos, packetIdentifier, ReasonCode.NotAuthorized);
        }

        var expiresAt = parts.ExpirySeconds is { } seconds ? services.Clock.GetUtcNow().AddSeconds(seconds) : default(DateTimeOffset?);
        var publication = new Publication(name.Text, parts, qos, (frame.Flags & 1) != 0, expiresAt, PublicationBuffers.Begin());
        if (!broker.TryRetain(publication, batch))
        {
            LogNoRoom(session.Link.Id, session.Session.User, LogText.Of(name.Text));
            return Refuse(session, qos, packetIdentifier, ReasonCode.QuotaExceeded);
        }

        var received = TopicBroker.Route(publication, RouteOf(name), session.Topics, batch);
        if (qos == QoS.AtMostOnce)
        {
            return ValueTask.CompletedTask;
        }

        if (qos == QoS.ExactlyOnce && session.Topics.IsStored)
        {
            // With the message in one commit: after a crash the client's repetition is either known, or the message was not passed on.
            batch.Operations.Add(new RememberIdentifier(session.Topics.Id, packetIdentifier));
        }

        var reason = received || session.Version == MqttVersion.V311 ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers;
        return session.AnswerAsync(AnswerTo(qos), packetIdentifier, reason, batch.HasOperations);
    }

    private static MqttPacketType AnswerTo(QoS qos) => qos == QoS.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec;

    private static ValueTask Repeat(MqttSession session, ushort packetIdentifier, Arrival arrival)
    {
        if (arrival == Arrival.RepeatedBeforeAnswer)
        {
            return ValueTask.CompletedTask;
        }

        // Whoever lost its connection may still wait for the commit. What is handed over now is committed after it.
        var waits = arrival == Arrival.RepeatedElsewhere && session.Topics.IsStored;
        if (waits)
        {
            session.Batch.Operations.Add(new RememberIdentifier(session.Topics.Id, packetIdentifier));
        }

        return session.AnswerAsync(MqttPacketType.Pubrec, packetIdentifier, ReasonCode.Success, waits);
    }

    private static ValueTask Refuse(MqttSession session, QoS qos, ushort packetIdentifier, ReasonCode reason)
    {
        // MQTT 3.1.1, 3.3.5-2: there it is acknowledged as usual.
        var told = session.Version == MqttVersion.V311 ? ReasonCode.Success : reason;
        return qos == QoS.AtMostOnce ? ValueTask.CompletedTask : session.AnswerAsync(AnswerTo(qos), packetIdentifier, told, session.Batch.HasOperations);
    }

    private bool IsAllowed(MqttSession session, TopicName name)
    {
        var version = access.Version;
        if (name.RulesVersion != version)
        {
            // P07: topics with a dollar sign are the server's own.
            var isServers = name.Text[0] == '$' && !(session.Identity.IsAnonymous && !name.Text.StartsWith("$SYS", StringComparison.Ordinal));
            if (isServers || !ChatTopics.IsShallow(name.Text, services.Limits.MaxTopicLevels))
            {
                throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
            }

            name.IsAllowed = access.MayPublish(session.Identity, name.Text);
            name.RulesVersion = version;
        }

        return name.IsAllowed;
    }

    private Route RouteOf(TopicName name)
    {
        if (name.Route is not { } route || route.Version != services.Index.Version)
        {
            name.Route = route = services.Index.Find(name.Text);
        }

        return route;
    }

    [LoggerMessage(EventIds.TopicRefused, LogLevel.Information, "Connection {ConnectionId} of {User} may not publish to {Topic}.")]
    private partial void LogRefused(string connectionId, UserId user, string topic);

    [LoggerMessage(EventIds.RetainedFull, LogLevel.Information, "Connection {ConnectionId} of {User} may not retain another message, for {Topic}.")]
    private partial void LogNoRoom(string connectionId, UserId user, string topic);
}
