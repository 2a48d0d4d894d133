using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Schedules;

/// <summary>Looks every second whether something is due.</summary>
public sealed partial class DueWorker(DueService due, TimeProvider clock, ILogger<DueWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await due.RunAsync(stoppingToken) == ScheduleLimits.MaxTaken;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database is away: what is due waits in it, and what was taken is taken again when its lease is over.
                LogFault(fault);
            }

            if (!more)
            {
                await PauseAsync(stoppingToken);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Interval, clock, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(EventIds.DueFault, LogLevel.Warning, "What is due could not be done; it is tried again.")]
    private partial void LogFault(Exception fault);
}
