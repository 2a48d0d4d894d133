using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Presence;

/// <summary>Writes once a minute who is on line.</summary>
public sealed partial class LastSeenWorker(PresenceService presence, TimeProvider clock, ILogger<LastSeenWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await presence.MarkAllSeenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database is away; the next minute writes the same anew.
                LogFault(fault);
            }
        }
    }

    [LoggerMessage(EventIds.LastSeenFault, LogLevel.Warning, "Who is on line could not be written.")]
    private partial void LogFault(Exception fault);
}
