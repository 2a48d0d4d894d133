using ChatApp.Core.Presence;

namespace ChatApp.Web.Hubs;

/// <summary>Runs the telling of who is on line while the server runs.</summary>
internal sealed partial class PresenceWorker(PresenceService presence, TimeProvider clock, ILogger<PresenceWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await presence.RunAsync(stoppingToken);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                // News is lost while the database is away, and the next list that a client reads is right again.
                LogAway(away);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventIds.PresenceAway, LogLevel.Warning, "Friends could not be told who is on line: the database is away.")]
    private partial void LogAway(Exception away);
}
