using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Review;

/// <summary>Looks now and then for approved messages that did not reach the log.</summary>
public sealed partial class ReviewFinisher(
    ReviewService review, Startup.StoreReadiness readiness, TimeProvider clock, IOptions<ReviewLimits> limits, ILogger<ReviewFinisher> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(limits.Value.FinishEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FinishAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is found at the next start.
        }
    }

    private async Task FinishAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (readiness.IsReady)
            {
                await review.FinishAsync(stoppingToken);
            }
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(EventIds.ReviewFinishFault, LogLevel.Warning, "Approved messages could not be appended; the next round tries again.")]
    private partial void LogFault(Exception fault);
}
