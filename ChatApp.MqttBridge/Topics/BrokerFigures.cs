namespace ChatApp.MqttBridge.Topics;

/// <summary>Counts what goes through the broker. Each connection's loop adds once for each read, so that loops seldom meet here.</summary>
internal sealed class BrokerFigures(TimeProvider clock)
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private long _messagesIn;
    private long _bytesIn;
    private long _dropped;

    public long MessagesIn => Interlocked.Read(ref _messagesIn);

    public long BytesIn => Interlocked.Read(ref _bytesIn);

    /// <summary>Messages that a receiver did not get, because it was too slow or its queue full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public TimeSpan Uptime => clock.GetUtcNow() - _startedAt;

    public void CountIn(int messages, long bytes)
    {
        Interlocked.Add(ref _messagesIn, messages);
        Interlocked.Add(ref _bytesIn, bytes);
    }

    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
