using System.Collections.Concurrent;

namespace ChatApp.Core.Messages;

/// <summary>Lets each key act so often in a window: a bucket that refills evenly. In memory; forgotten when full of keys.</summary>
internal sealed class TokenBuckets<TKey>(TimeSpan window, TimeProvider clock)
    where TKey : notnull
{
    // About 80 bytes each. When there are more, all are forgotten: for one window the limit is looser, and memory stays bounded.
    private const int MaxKeys = 100_000;

    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();

    public bool TryTake(TKey key, int perWindow)
    {
        if (_buckets.Count > MaxKeys)
        {
            _buckets.Clear();
        }

        var now = clock.GetTimestamp();
        var bucket = _buckets.GetOrAdd(key, _ => new Bucket(perWindow, now));
        lock (bucket)
        {
            var elapsed = clock.GetElapsedTime(bucket.At, now);
            bucket.Tokens = Math.Min(perWindow, bucket.Tokens + (elapsed / window * perWindow));
            bucket.At = now;
            if (bucket.Tokens < 1)
            {
                return false;
            }

            bucket.Tokens--;
            return true;
        }
    }

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;
    }
}
