using ChatApp.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Startup;

/// <summary>Waits for a database that was away when the program started.</summary>
internal sealed partial class DatabaseRetry(DatabaseStartup startup, StoreReadiness readiness, TimeProvider clock, ILogger<DatabaseRetry> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readiness.IsReady)
        {
            await Task.Delay(Interval, clock, stoppingToken);
            try
            {
                await startup.PrepareAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, readiness stays red and says so; the process stays up and the next try may find it gone.
                LogStillAway(fault.Message);
            }
        }
    }

    [LoggerMessage(EventIds.DatabaseStillAway, LogLevel.Warning, "The database is not ready yet: {Reason}")]
    private partial void LogStillAway(string reason);
}
