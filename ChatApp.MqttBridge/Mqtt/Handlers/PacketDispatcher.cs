using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Gives each packet of an accepted client to its handler.</summary>
internal sealed class PacketDispatcher(PublishHandler publishes, SubscribeHandler subscribes, AcknowledgementHandler acknowledgements)
{
    /// <returns>Whether the connection goes on.</returns>
    /// <exception cref="ProtocolViolationException">The client may not send this packet, or not now.</exception>
    public async ValueTask<bool> HandleAsync(MqttSession session, MqttPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish:
                await publishes.HandleAsync(session, publish);
                return true;
            case AcknowledgementPacket acknowledgement:
                acknowledgements.Handle(session, acknowledgement);
                return true;
            case PingreqPacket:
                session.TryWrite(PingrespPacket.Instance);
                return true;
            case SubscribePacket subscribe:
                await subscribes.HandleAsync(session, subscribe);
                return true;
            case UnsubscribePacket unsubscribe:
                UnsubscribeHandler.Handle(session, unsubscribe);
                return true;
            case DisconnectPacket disconnect:
                Check(disconnect);
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

    private static void Check(DisconnectPacket disconnect)
    {
        if (!ReasonCodes.IsClientDisconnect(disconnect.Reason))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidReasonCode);
        }

        // MQTT 5.0, 3.14.2.2.2: every session here expires with its connection, and what was 0 may not be raised at the end.
        if (disconnect.Properties.Number(PropertyId.SessionExpiryInterval) is > 0)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidPropertyValue);
        }
    }
}
