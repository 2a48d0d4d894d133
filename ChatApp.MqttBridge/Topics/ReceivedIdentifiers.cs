using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// The QoS 2 messages that a session has received and whose PUBREL has not come. They outlive the connection, so that a repetition on
/// the next one is known.
/// </summary>
internal sealed class ReceivedIdentifiers
{
    private readonly Lock _gate = new();

    // The connection that has to answer; null once PUBREC was sent.
    private Dictionary<ushort, ReceiveWindow?>? _unreleased;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _unreleased?.Count ?? 0;
            }
        }
    }

    /// <summary>Takes an identifier in, unless it is there.</summary>
    /// <param name="answering">Who has to answer.</param>
    /// <param name="limit">The most that may be there.</param>
    /// <returns>What the message is; <see langword="null"/> when there is no room for it.</returns>
    public Arrival? Begin(ushort packetIdentifier, ReceiveWindow answering, int limit)
    {
        lock (_gate)
        {
            _unreleased ??= [];
            if (_unreleased.TryGetValue(packetIdentifier, out var owner))
            {
                // Who received it first has lost its connection, and with it the right to answer.
                _unreleased[packetIdentifier] = owner is null ? null : answering;
                return owner is null ? Arrival.RepeatedAfterAnswer : owner == answering ? Arrival.RepeatedBeforeAnswer : Arrival.RepeatedElsewhere;
            }

            if (_unreleased.Count >= limit)
            {
                return null;
            }

            _unreleased.Add(packetIdentifier, answering);
            return Arrival.New;
        }
    }

    /// <summary>An identifier that was received before the server started.</summary>
    public void Restore(ushort packetIdentifier)
    {
        lock (_gate)
        {
            (_unreleased ??= [])[packetIdentifier] = null;
        }
    }

    /// <summary>PUBREC is sent: from now on a repetition gets it again.</summary>
    public void Answered(ushort packetIdentifier)
    {
        lock (_gate)
        {
            if (_unreleased?.ContainsKey(packetIdentifier) == true)
            {
                _unreleased[packetIdentifier] = null;
            }
        }
    }

    /// <summary>PUBREL came, or the message was refused; whether the identifier was there.</summary>
    public bool Remove(ushort packetIdentifier)
    {
        lock (_gate)
        {
            var removed = _unreleased?.Remove(packetIdentifier) == true;
            _unreleased = _unreleased is { Count: > 0 } ? _unreleased : null;
            return removed;
        }
    }
}
