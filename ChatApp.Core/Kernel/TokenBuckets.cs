using System.Collections.Concurrent;

namespace ChatApp.Core.Kernel;

/// <summary>
/// A <see cref="TokenBucket"/> for each key, in memory. When there is no room for another key, the idle ones are forgotten; where none is
/// idle, the limiter's <see cref="Limiter.OnFailure"/> decides about the new one.
/// </summary>
/// <param name="limiter">What is limited.</param>
/// <param name="window">The time in which tokens come back.</param>
/// <param name="clock">Whose timestamps count.</param>
/// <param name="maxKeys">How many keys are remembered, of about 150 bytes each. Defaults to 100,000.</param>
public sealed class TokenBuckets<TKey>(Limiter limiter, TimeSpan window, TimeProvider clock, int maxKeys = 100_000)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TokenBucket> _buckets = new();
    private readonly Lock _sweeping = new();

    // The dictionary's own count takes all of its locks.
    private int _count;
    private long? _swept;

    /// <summary>Lets a key act as often in the window as the number says, at once or evenly.</summary>
    public bool TryTake(TKey key, int perWindow) => TryTake(key, perWindow, burst: perWindow);

    /// <summary>Lets a key act <paramref name="burst"/> times at once, and from then on as often in the window as the number says.</summary>
    public bool TryTake(TKey key, int perWindow, int burst)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            if (Volatile.Read(ref _count) >= maxKeys && !TrySweep(perWindow, burst))
            {
                return limiter.OnFailure == FailureMode.Open;
            }

            bucket = new TokenBucket(burst, clock.GetTimestamp());
            if (_buckets.TryAdd(key, bucket))
            {
                Interlocked.Increment(ref _count);
            }
            else
            {
                bucket = _buckets.GetValueOrDefault(key, bucket);
            }
        }

        return bucket.TryTake(clock, window, perWindow, burst);
    }

    // Once in a window: a crowd of new keys must not make each of them look through all others.
    private bool TrySweep(int perWindow, int burst)
    {
        lock (_sweeping)
        {
            if (Volatile.Read(ref _count) < maxKeys)
            {
                return true;
            }

            if (_swept is { } swept && clock.GetElapsedTime(swept) < window)
            {
                return false;
            }

            _swept = clock.GetTimestamp();
            var full = window * Math.Max(1, (double)burst / perWindow);
            foreach (var entry in _buckets)
            {
                if (entry.Value.IsIdle(clock, full) && _buckets.TryRemove(entry))
                {
                    Interlocked.Decrement(ref _count);
                }
            }

            return Volatile.Read(ref _count) < maxKeys;
        }
    }
}
