using System.Buffers;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Wire;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Requests;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Takes what a client publishes: messages of the chat, and requests.</summary>
internal sealed partial class PublishHandler(MqttServices services, RequestHandler requests, ILogger<PublishHandler> logger)
{
    public ValueTask HandleAsync(MqttSession session, PublishPacket publish)
    {
        var topic = session.Aliases.Resolve(publish.Topic, publish.Properties.Number(PropertyId.TopicAlias));
        Check(session, publish, topic);
        switch (session.Received.Begin(publish.QoS, publish.PacketIdentifier))
        {
            case Arrival.RepeatedAfterAnswer:
                session.TryWrite(new AcknowledgementPacket(
                    MqttPacketType.Pubrec, publish.PacketIdentifier, ReasonCode.Success, MqttProperties.Empty));
                return ValueTask.CompletedTask;
            case Arrival.RepeatedBeforeAnswer:
                return ValueTask.CompletedTask;
            default:
                // A refusal takes its turn with the others: acknowledgements leave in the order of arrival (MQTT 5.0, 4.6.0-2).
                return session.EnqueueAsync(Take(session, publish, topic));
        }
    }

    private OutgoingSend Take(MqttSession session, PublishPacket publish, string topic)
    {
        if (topic == ChatTopics.Send)
        {
            return ReadSend(session, publish);
        }

        return topic.StartsWith(ChatTopics.Requests, StringComparison.Ordinal) ? requests.Take(session, publish, topic) : Forbid(session, publish, topic);
    }

    private void Check(MqttSession session, PublishPacket publish, string topic)
    {
        if (topic[0] == '$' || !ChatTopics.IsShallow(topic, services.Limits.MaxTopicLevels))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
        }

        // MQTT 5.0, 3.3.4-6: the identifiers are the server's to send.
        if (publish.Properties.Has(PropertyId.SubscriptionIdentifier))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidPropertyValue);
        }

        // MQTT 5.0, 3.2.2-14. In 3.1.1 nobody could tell the client: its message is not retained, and sent all the same.
        if (publish.Retain && session.Version == MqttVersion.V500)
        {
            throw new ProtocolViolationException(ProtocolError.RetainNotSupported);
        }
    }

    private OutgoingSend Forbid(MqttSession session, PublishPacket publish, string topic)
    {
        LogRefused(session.Link.Id, session.Session.User, LogText.Of(topic));
        return new OutgoingSend(publish.QoS, publish.PacketIdentifier, ClientId: null, ErrorCode.Forbidden);
    }

    private static OutgoingSend ReadSend(MqttSession session, PublishPacket publish)
    {
        var parsed = Parse(publish.Payload);
        if (parsed.Refusal is { } refusal)
        {
            return new OutgoingSend(publish.QoS, publish.PacketIdentifier, ClientId: null, refusal);
        }

        var send = parsed.Value;
        if (publish.QoS == QoS.AtMostOnce || send.Kind == MessageKinds.NameOf(MessageKind.Typing))
        {
            // Nobody repeats it, so no id of the client's is needed to know it again.
            send = send with { ClientId = send.ClientId ?? Guid.NewGuid().ToString() };
        }

        return new OutgoingSend(
            publish.QoS, publish.PacketIdentifier, send.ClientId, WireDrafts.ToDraft(send, session.Session.User, session.Session.Id));
    }

    private static Outcome<WireSend> Parse(ReadOnlySequence<byte> payload)
    {
        if (payload.IsSingleSegment)
        {
            return WireDrafts.Parse(payload.FirstSpan);
        }

        var length = (int)payload.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(rented);
            return WireDrafts.Parse(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    [LoggerMessage(EventIds.TopicRefused, LogLevel.Information, "Connection {ConnectionId} of {User} may not publish to {Topic}.")]
    private partial void LogRefused(string connectionId, UserId user, string topic);
}
