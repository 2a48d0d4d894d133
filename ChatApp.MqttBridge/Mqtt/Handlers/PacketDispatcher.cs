using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Gives each packet of an accepted client to its handler.</summary>
internal sealed class PacketDispatcher(SubscribeHandler subscribes, UnsubscribeHandler unsubscribes, AcknowledgementHandler acknowledgements)
{
    /// <returns>Whether the connection goes on.</returns>
    /// <exception cref="ProtocolViolationException">The client may not send this packet, or not now.</exception>
    public async ValueTask<bool> HandleAsync(MqttSession session, MqttPacket packet)
    {
        switch (packet)
        {
            case AcknowledgementPacket acknowledgement:
                await acknowledgements.HandleAsync(session, acknowledgement);
                return true;
            case PingreqPacket:
                session.TryWrite(PingrespPacket.Instance);
                return true;
            case SubscribePacket subscribe:
                await subscribes.HandleAsync(session, subscribe);
                return true;
            case UnsubscribePacket unsubscribe:
                await unsubscribes.HandleAsync(session, unsubscribe);
                return true;
            case DisconnectPacket disconnect:
                Leave(session, disconnect);
                return false;
            case ConnectPacket:
                throw new ProtocolViolationException(ProtocolError.AlreadyConnected);
            case AuthPacket:
                // No CONNECT with an authentication method is accepted, so none can be going on (MQTT 5.0, 4.12.0-7).
                throw new ProtocolViolationException(ProtocolError.UnexpectedAuthentication);
            default:
                throw new ProtocolViolationException(ProtocolError.UnexpectedPacket);
        }
    }

    private static void Leave(MqttSession session, DisconnectPacket disconnect)
    {
        if (!ReasonCodes.IsClientDisconnect(disconnect.Reason))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidReasonCode);
        }

        if (disconnect.Properties.Number(PropertyId.SessionExpiryInterval) is { } seconds)
        {
            // MQTT 5.0, 3.14.2.2.2: what was 0 may not be raised at the end.
            if (seconds > 0 && session.Topics.ExpirySeconds == 0)
            {
                throw new ProtocolViolationException(ProtocolError.InvalidPropertyValue);
            }

            session.Topics.ExpirySeconds = session.ShortestExpiry(seconds);
        }

        session.SaidGoodbye = disconnect.Reason != ReasonCode.DisconnectWithWill;
    }
}
