namespace ChatApp.Web.Admin;

/// <summary>Tells the figures about every two seconds while somebody looks at them.</summary>
internal sealed class AdminFigureReporter(AdminEvents events, AdminFigureReader reader, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (events.HasAudience)
            {
                events.Publish(new AdminEvent.Figures(await reader.ReadAsync(stoppingToken)));
            }
        }
    }
}
