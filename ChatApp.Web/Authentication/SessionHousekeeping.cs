using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;

namespace ChatApp.Web.Authentication;

/// <summary>
/// Twice a minute: notes which sessions were used, finds those that ran out or whose end this node did not hear of, and removes what is over.
/// </summary>
internal sealed partial class SessionHousekeeping(
    SessionService sessions,
    SecurityLog securityLog,
    SessionWatch watch,
    QrLoginService qrLogins,
    IAttemptStore attempts,
    ILoginCodeStore codes,
    IChallengeStore challenges,
    AccountService accounts,
    TimeProvider clock,
    ILogger<SessionHousekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away. Nothing here is urgent: the next round does the work of this one too.
                LogFault(fault);
            }
        }
    }

    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var watched = watch.Sessions;
        if (watched.Count > 0)
        {
            var live = await sessions.KeepAliveAsync(watched, cancellationToken);
            foreach (var over in watched.Where(session => !live.Contains(session)))
            {
                watch.Tell(over, SessionEndReason.Expired);
            }
        }

        var now = clock.GetUtcNow();
        await sessions.FlushSeenAsync(cancellationToken);
        await qrLogins.SweepAsync(cancellationToken);
        await attempts.RemoveOldAsync(now, cancellationToken);
        await codes.RemoveOldAsync(now, cancellationToken);
        await challenges.RemoveOldAsync(now, cancellationToken);
        await accounts.CloseDueAsync(cancellationToken);
        await sessions.RemoveEndedAsync(cancellationToken);
        await securityLog.RemoveOldAsync(cancellationToken);
    }

    [LoggerMessage(EventIds.HousekeepingFault, LogLevel.Warning, "Sessions could not be looked after; the next round tries again.")]
    private partial void LogFault(Exception fault);
}
