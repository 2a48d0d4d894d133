namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// The client's Receive Maximum: how many messages with QoS 1 and 2 may be under way to it, whoever sends them (MQTT 5.0, 4.9).
/// </summary>
internal sealed class SendQuota(int maximum)
{
    private int _taken;

    /// <summary>How many are under way.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public bool HasRoom => Volatile.Read(ref _taken) < maximum;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= maximum)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Takes a place for a message that is under way since an earlier connection.</summary>
    public void Take() => Interlocked.Increment(ref _taken);

    public void Return() => Interlocked.Decrement(ref _taken);
}
