using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The client's messages that are not finished: QoS 1 before its PUBACK, QoS 2 before its PUBREL.</summary>
internal sealed class ReceiveWindow(MqttVersion version, MqttLimits limits)
{
    private readonly Lock _gate = new();

    // QoS 2: packet identifiers that wait for PUBREL, and whether their PUBREC has been sent.
    private Dictionary<ushort, bool>? _unreleased;
    private int _unacknowledged;

    /// <summary>Takes in a PUBLISH.</summary>
    /// <exception cref="ProtocolViolationException">The client goes beyond what it was told that it may have under way.</exception>
    public Arrival Begin(QoS qos, ushort packetIdentifier)
    {
        if (qos == QoS.AtMostOnce)
        {
            return Arrival.New;
        }

        lock (_gate)
        {
            if (qos == QoS.ExactlyOnce && _unreleased is not null && _unreleased.TryGetValue(packetIdentifier, out var answered))
            {
                return answered ? Arrival.RepeatedAfterAnswer : Arrival.RepeatedBeforeAnswer;
            }

            var unfinished = _unacknowledged + (_unreleased?.Count ?? 0);
            if (version == MqttVersion.V500 ? unfinished >= limits.ReceiveMaximum : _unreleased?.Count >= limits.MaxAwaitingRelease)
            {
                throw new ProtocolViolationException(ProtocolError.ReceiveMaximumExceeded);
            }

            if (qos == QoS.ExactlyOnce)
            {
                (_unreleased ??= []).Add(packetIdentifier, false);
            }
            else
            {
                _unacknowledged++;
            }

            return Arrival.New;
        }
    }

    /// <summary>A message was answered. A QoS 2 message that was refused needs no PUBREL (MQTT 5.0, 4.3.3-9).</summary>
    public void Answer(QoS qos, ushort packetIdentifier, bool refused)
    {
        lock (_gate)
        {
            if (qos == QoS.AtLeastOnce)
            {
                _unacknowledged--;
            }
            else if (refused)
            {
                _unreleased?.Remove(packetIdentifier);
            }
            else if (_unreleased?.ContainsKey(packetIdentifier) == true)
            {
                _unreleased[packetIdentifier] = true;
            }
        }
    }

    /// <summary>PUBREL came; whether it is for a message that waits for it.</summary>
    public bool Release(ushort packetIdentifier)
    {
        lock (_gate)
        {
            return _unreleased?.Remove(packetIdentifier) == true;
        }
    }
}
