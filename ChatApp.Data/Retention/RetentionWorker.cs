using System.Data.Common;
using ChatApp.Core.Messages.Retention;
using ChatApp.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Retention;

/// <summary>Lets retention run once an hour. Two nodes at once do no harm: each finds less to do.</summary>
internal sealed partial class RetentionWorker(
    RetentionService retention, StoreReadiness readiness, TimeProvider clock, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // The start of a server is busy enough.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstWait, clock, stoppingToken);
        while (true)
        {
            try
            {
                if (readiness.IsReady && await retention.SweepAsync(stoppingToken) is > 0 and var removed)
                {
                    LogRemoved(removed);
                }
            }
            catch (Exception away) when (away is DbException or IOException or TimeoutException)
            {
                LogAway(away.Message);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault);
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }

    [LoggerMessage(EventIds.RetentionRemoved, LogLevel.Information, "Retention removed {Messages} old messages.")]
    private partial void LogRemoved(long messages);

    [LoggerMessage(EventIds.RetentionAway, LogLevel.Warning, "Retention waits for the database: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventIds.RetentionFault, LogLevel.Error, "Retention was stopped by a fault and tries again in an hour.")]
    private partial void LogFault(Exception fault);
}
