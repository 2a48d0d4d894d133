namespace ChatApp.Core.Kernel;

/// <summary>Makes message ids: 41 bits of milliseconds since 2026, 5 bits of node, 7 bits of counter.</summary>
/// <param name="node">This node's number, 0 to 31; no two live nodes share one.</param>
/// <param name="clock">The server's clock.</param>
public sealed class IdGenerator(int node, TimeProvider clock)
{
    private const int NodeBits = 5;
    private const int CounterBits = 7;
    private const int IdsPerMillisecond = 1 << CounterBits;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly int _node = node is >= 0 and < 1 << NodeBits
        ? node
        : throw new ArgumentOutOfRangeException(nameof(node), node, "A node number is 0 to 31.");

    private long _lastMillisecond;
    private int _counter;

    /// <summary>The next id, larger than every id this generator gave before.</summary>
    public MessageId Next()
    {
        lock (_gate)
        {
            var now = (long)(clock.GetUtcNow() - Epoch).TotalMilliseconds;

            // When the clock steps back, or a millisecond's ids are used up, time is borrowed from the future: ids must grow, and a
            // batch of 256 must not wait. The debt is paid as soon as real time passes by.
            if (now > _lastMillisecond)
            {
                _lastMillisecond = now;
                _counter = 0;
            }
            else if (++_counter == IdsPerMillisecond)
            {
                _lastMillisecond++;
                _counter = 0;
            }

            return new MessageId((((_lastMillisecond << NodeBits) | (uint)_node) << CounterBits) | (uint)_counter);
        }
    }

    /// <summary>The time an id was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(MessageId id) => Epoch.AddMilliseconds(id.Value >> (NodeBits + CounterBits));

    /// <summary>The smallest id of a moment: the way to find messages by time, and to remove old ones.</summary>
    public static MessageId FirstOf(DateTimeOffset moment)
        => new((long)(moment - Epoch).TotalMilliseconds << (NodeBits + CounterBits));
}
