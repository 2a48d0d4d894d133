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

/// <summary>Takes what a client publishes to the chat. Messages and requests, of which nothing is retained.</summary>
internal sealed partial class ChatPublishHandler(RequestHandler requests, ILogger<ChatPublishHandler> logger)
{
    public ValueTask HandleAsync(MqttSession session, PublishPacket publish, string topic)
    {
        switch (session.Received.Begin(publish.QoS, publish.PacketIdentifier))
        {
            case Arrival.RepeatedAfterAnswer:
                return session.AnswerAsync(MqttPacketType.Pubrec, publish.PacketIdentifier, ReasonCode.Success, hasToWait: false);
            case Arrival.RepeatedBeforeAnswer:
                return ValueTask.CompletedTask;
            default:
                // A refusal takes its turn with the others: acknowledgements leave in the order of arrival (MQTT 5.0, 4.6.0-2). A repetition on
                // another connection is sent again, for its client id keeps it from becoming two.
                return session.EnqueueAsync(session.Identity.IsAnonymous ? Forbid(session, publish, topic) : Take(session, publish, topic));
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
            publish.QoS, publish.PacketIdentifier, send.ClientId, WireDrafts.ToDraft(send, session.Session.User, session.Session.Id))
        {
            Size = (int)publish.Payload.Length,
        };
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
