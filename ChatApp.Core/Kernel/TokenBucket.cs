namespace ChatApp.Core.Kernel;

/// <summary>Lets one act so often in a time: it holds so many tokens at most, which come back evenly. For several threads.</summary>
public sealed class TokenBucket
{
    private readonly Lock _gate = new();
    private double _tokens;
    private long _at;

    /// <param name="tokens">How many it holds at first.</param>
    /// <param name="now">The clock's timestamp.</param>
    public TokenBucket(int tokens, long now)
    {
        _tokens = tokens;
        _at = now;
    }

    /// <summary>Takes a token; <see langword="false"/> when there is none.</summary>
    /// <param name="clock">Whose timestamps count: the time of day may jump.</param>
    /// <param name="window">The time in which <paramref name="perWindow"/> tokens come back.</param>
    /// <param name="perWindow">How many come back; may change from one call to the next.</param>
    /// <param name="burst">How many it holds at most.</param>
    public bool TryTake(TimeProvider clock, TimeSpan window, int perWindow, int burst)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            // Another thread may have been here with a later timestamp.
            if (now > _at)
            {
                _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_at, now) / window * perWindow));
                _at = now;
            }

            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    /// <summary>Whether nothing was taken for so long that it is as good as a new one.</summary>
    public bool IsIdle(TimeProvider clock, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(clock);
        lock (_gate)
        {
            return clock.GetElapsedTime(_at) >= time;
        }
    }
}
