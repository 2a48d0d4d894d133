using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Hosting;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>Looks after the deadlines of all connections: one timer for all costs nothing, one for each costs memory and wake-ups.</summary>
internal sealed class KeepAliveMonitor(LinkRegistry links, HandshakeBans bans, TimeProvider clock) : BackgroundService
{
    // A keep alive of one second is enforced after 1.5 to 1.75 seconds.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                links.CheckDeadlines();
                bans.Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }
}
