using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Moderation;

/// <summary>
/// Hits on their way to the store. It holds <see cref="ModerationLimits.MaxWaitingHits"/> verdicts; when it is full a verdict's hits
/// are counted and lost, because a word acts whether its hit is on record or not, and a send never waits for a record.
/// </summary>
public sealed class HitRecorder : IDisposable
{
    private readonly Channel<IReadOnlyList<SensitiveHit>> _waiting;
    private readonly Meter _meter = new("ChatApp.Moderation");
    private readonly Counter<long> _lostCount;
    private long _lost;

    /// <summary>Makes an empty queue.</summary>
    public HitRecorder(IOptions<ModerationLimits> limits)
    {
        _waiting = Channel.CreateBounded<IReadOnlyList<SensitiveHit>>(new BoundedChannelOptions(limits.Value.MaxWaitingHits) { SingleReader = true });
        _lostCount = _meter.CreateCounter<long>("chatapp.moderation.hits_lost", description: "Hits that were not recorded because the queue was full.");
    }

    /// <summary>How many hits were lost since the start because the queue was full.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    internal ChannelReader<IReadOnlyList<SensitiveHit>> Reader => _waiting.Reader;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Offer(IReadOnlyList<SensitiveHit> hits)
    {
        if (!_waiting.Writer.TryWrite(hits))
        {
            Interlocked.Add(ref _lost, hits.Count);
            _lostCount.Add(hits.Count);
        }
    }

    internal void Complete() => _waiting.Writer.TryComplete();
}
