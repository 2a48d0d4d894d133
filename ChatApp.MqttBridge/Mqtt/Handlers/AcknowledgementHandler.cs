using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Takes PUBACK, PUBREC, PUBREL and PUBCOMP. Which message one is of, the chat's or a free topic's, its packet identifier says.</summary>
internal sealed class AcknowledgementHandler(MqttServices services)
{
    public ValueTask HandleAsync(MqttSession session, AcknowledgementPacket acknowledgement)
    {
        var identifier = acknowledgement.PacketIdentifier;
        switch (acknowledgement.Type)
        {
            // Also with a reason of failure: the message has reached the device, and sending it again would change nothing.
            case MqttPacketType.Puback when identifier > OutgoingEntry.Identifiers:
                AcknowledgeInbox(session, identifier);
                return ValueTask.CompletedTask;
            case MqttPacketType.Puback:
                Finish(session, identifier, QoS.AtLeastOnce, EntryState.Sent);
                return ValueTask.CompletedTask;
            case MqttPacketType.Pubrec when acknowledgement.Reason >= ReasonCode.UnspecifiedError:
                Finish(session, identifier, QoS.ExactlyOnce, EntryState.Sent);
                return ValueTask.CompletedTask;
            case MqttPacketType.Pubrec:
                var received = session.Topics.Release(session, identifier, session.Batch);
                return Answer(session, MqttPacketType.Pubrel, identifier, received);
            case MqttPacketType.Pubcomp:
                Finish(session, identifier, QoS.ExactlyOnce, EntryState.Released);
                return ValueTask.CompletedTask;
            default:
                return Release(session, identifier);
        }
    }

    private static ValueTask Release(MqttSession session, ushort identifier)
    {
        var known = session.Received.Release(identifier);
        if (known && session.Topics.IsStored)
        {
            // After PUBCOMP the client may use the identifier for a new message, which must not be taken for the old one.
            session.Batch.Operations.Add(new ForgetIdentifier(session.Topics.Id, identifier));
        }

        return Answer(session, MqttPacketType.Pubcomp, identifier, known);
    }

    private static void Finish(MqttSession session, ushort identifier, QoS qos, EntryState expected)
    {
        session.Topics.Finish(session, identifier, qos, expected, session.Batch);
        session.Inflight.Notice();
    }

    private static ValueTask Answer(MqttSession session, MqttPacketType type, ushort identifier, bool known)
    {
        var reason = known || session.Version == MqttVersion.V311 ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
        return session.AnswerAsync(type, identifier, reason, session.BatchIfAny is { HasOperations: true });
    }

    private void AcknowledgeInbox(MqttSession session, ushort identifier)
    {
        if (session.Inflight.Acknowledge(identifier) is { } cursor)
        {
            services.Cursors.Move(session.Key, cursor.Conversation, cursor.Sequence);
        }

        // The place may be had by a message of a free topic.
        if (session.Topics.IsBehind && session.Topics.SendWaiting(session, session.Batch.Operations))
        {
            session.Batch.Touch(session.Link.Output);
        }
    }
}
