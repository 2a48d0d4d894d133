using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Takes PUBACK, PUBREC, PUBREL and PUBCOMP.</summary>
internal sealed class AcknowledgementHandler(MqttServices services)
{
    public void Handle(MqttSession session, AcknowledgementPacket acknowledgement)
    {
        switch (acknowledgement.Type)
        {
            case MqttPacketType.Puback:
                // Also with a reason of failure: the message has reached the device, and sending it again would change nothing.
                if (session.Inflight.Acknowledge(acknowledgement.PacketIdentifier) is { } cursor)
                {
                    services.Cursors.Move(session.Key, cursor.Conversation, cursor.Sequence);
                }

                break;
            case MqttPacketType.Pubrel:
                var known = session.Received.Release(acknowledgement.PacketIdentifier);
                Answer(session, MqttPacketType.Pubcomp, acknowledgement.PacketIdentifier, known);
                break;
            case MqttPacketType.Pubrec:
                // The server sends nothing with QoS 2, so this is of another server, or of nobody.
                Answer(session, MqttPacketType.Pubrel, acknowledgement.PacketIdentifier, known: false);
                break;
            case MqttPacketType.Pubcomp:
            default:
                break;
        }
    }

    private static void Answer(MqttSession session, MqttPacketType type, ushort packetIdentifier, bool known)
    {
        var reason = known || session.Version == MqttVersion.V311 ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
        session.TryWrite(new AcknowledgementPacket(type, packetIdentifier, reason, MqttProperties.Empty));
    }
}
