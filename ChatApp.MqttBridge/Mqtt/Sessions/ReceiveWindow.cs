using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The client's messages that are not finished: QoS 1 before its PUBACK, QoS 2 before its PUBREL.</summary>
/// <param name="version">Only 5.0 tells the client what it may have under way.</param>
/// <param name="limits">How much that is.</param>
/// <param name="identifiers">The QoS 2 messages, which the session keeps.</param>
internal sealed class ReceiveWindow(MqttVersion version, MqttLimits limits, ReceivedIdentifiers identifiers)
{
    private int _unacknowledged;

    /// <summary>Takes in a PUBLISH.</summary>
    /// <exception cref="ProtocolViolationException">The client goes beyond what it was told that it may have under way.</exception>
    public Arrival Begin(QoS qos, ushort packetIdentifier)
    {
        var unacknowledged = Volatile.Read(ref _unacknowledged);
        switch (qos)
        {
            case QoS.AtMostOnce:
                return Arrival.New;
            case QoS.AtLeastOnce:
                if (version == MqttVersion.V500 && unacknowledged + identifiers.Count >= limits.ReceiveMaximum)
                {
                    throw new ProtocolViolationException(ProtocolError.ReceiveMaximumExceeded);
                }

                Interlocked.Increment(ref _unacknowledged);
                return Arrival.New;
            default:
                var most = version == MqttVersion.V500 ? limits.ReceiveMaximum - unacknowledged : limits.MaxAwaitingRelease;
                return identifiers.Begin(packetIdentifier, this, most) ?? throw new ProtocolViolationException(ProtocolError.ReceiveMaximumExceeded);
        }
    }

    /// <summary>A message was answered. A QoS 2 message that was refused needs no PUBREL (MQTT 5.0, 4.3.3-9).</summary>
    public void Answer(QoS qos, ushort packetIdentifier, bool refused)
    {
        if (qos == QoS.AtLeastOnce)
        {
            Interlocked.Decrement(ref _unacknowledged);
        }
        else if (refused)
        {
            identifiers.Remove(packetIdentifier);
        }
        else
        {
            identifiers.Answered(packetIdentifier);
        }
    }

    /// <summary>PUBREL came; whether it is for a message that waits for it.</summary>
    public bool Release(ushort packetIdentifier) => identifiers.Remove(packetIdentifier);
}
