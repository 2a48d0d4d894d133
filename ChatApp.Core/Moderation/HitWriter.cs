using ChatApp.Core.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Moderation;

/// <summary>Takes hits from the queue to the store, many to a transaction.</summary>
public sealed partial class HitWriter(
    HitRecorder recorder, ISensitiveHitStore store, INodeBus bus, TimeProvider clock, ILogger<HitWriter> logger) : BackgroundService
{
    private const int MaxBatch = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The queue is emptied before the end, so that a restart loses no hit while the store is there; hence no token at the reader.
        using var stopping = stoppingToken.Register(recorder.Complete);
        while (await recorder.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = new List<SensitiveHit>();
            while (batch.Count < MaxBatch && recorder.Reader.TryRead(out var hits))
            {
                batch.AddRange(hits);
            }

            await StoreAsync(batch, stoppingToken);
        }
    }

    private async Task StoreAsync(List<SensitiveHit> batch, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                foreach (var hit in await store.AddAsync(batch, CancellationToken.None))
                {
                    bus.Publish(new HitRecorded(hit.Id, hit.Word, hit.Action));
                }

                return;
            }
            catch (Exception fault)
            {
                LogStoreFault(fault, batch.Count);
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await PauseAsync(pause, stoppingToken);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, clock, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // One last try before the end.
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(EventIds.HitStoreFault, LogLevel.Warning, "{Hits} hits could not be stored and wait; when the queue is full, new ones are lost.")]
    private partial void LogStoreFault(Exception fault, int hits);
}
