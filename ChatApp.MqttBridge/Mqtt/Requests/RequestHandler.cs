using System.Buffers;
using ChatApp.Core.Kernel;
using ChatApp.Core.Rpc;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Requests;

/// <summary>Takes requests from the reading loop, which waits for none of them.</summary>
internal sealed partial class RequestHandler(RpcService methods, ResponseTopics topics, MqttServices services, ILogger<RequestHandler> logger)
{
    /// <summary>Takes a request.</summary>
    /// <returns>What acknowledges it in its turn: taken, or refused because the answer may not go where it shall.</returns>
    public OutgoingSend Take(MqttSession session, PublishPacket publish, string topic)
    {
        // MQTT 5.0, 4.10: the answer goes where the requester says, which may only be where it may receive.
        var answerTo = publish.Properties.Text(PropertyId.ResponseTopic);
        if (answerTo == ChatTopics.Reply)
        {
            answerTo = null;
        }

        if (answerTo is not null && !topics.IsAllowed(session, answerTo))
        {
            LogRefused(session.Link.Id, session.Session.User, LogText.Of(answerTo));
            return Acknowledge(publish, ErrorCode.Forbidden);
        }

        session.Requests ??= new RequestQueue(session, methods, topics, services, logger);
        session.Requests.Enqueue(new Request(topic[ChatTopics.Requests.Length..], publish.Payload.ToArray(), CorrelationOf(publish), publish.QoS, answerTo));
        return Acknowledge(publish, default(Outcome<Core.Messages.MessageDraft>));
    }

    private static OutgoingSend Acknowledge(PublishPacket publish, Outcome<Core.Messages.MessageDraft> outcome)
        => new(publish.QoS, publish.PacketIdentifier, ClientId: null, outcome) { IsMessage = false };

    private static ReadOnlyMemory<byte>? CorrelationOf(PublishPacket publish)
    {
        foreach (var property in publish.Properties.Items)
        {
            if (property.Id == PropertyId.CorrelationData)
            {
                return property.Bytes.ToArray();
            }
        }

        return null;
    }

    [LoggerMessage(EventIds.ResponseTopicRefused, LogLevel.Information, "Connection {ConnectionId} of {User} may not have answers on {Topic}.")]
    private partial void LogRefused(string connectionId, UserId user, string topic);
}
