using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Connections;

/// <summary>
/// Admits logins at a steady rate, in their order: after a restart everybody comes back at once, and each login asks the store. Who would have
/// to wait for too long is told to come back later, so that the line never grows beyond the patience of those in it. Fails open: what it
/// knows is one moment in memory.
/// </summary>
internal sealed class LoginGate(IOptions<MqttLimits> options, TimeProvider clock)
{
    private readonly MqttLimits _limits = options.Value;
    private readonly Lock _gate = new();
    private long _next = clock.GetTimestamp();

    /// <summary>Waits for its turn.</summary>
    /// <returns>Whether the login may go on; not when the line is too long.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (_limits.LoginsPerSecond == 0)
        {
            return true;
        }

        var wait = Reserve();
        if (wait > _limits.MaxLoginWait)
        {
            return false;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }

        return true;
    }

    // A turn that was given away is used, even when its client goes meanwhile: the line moves on at its rate all the same.
    private TimeSpan Reserve()
    {
        var now = clock.GetTimestamp();
        var step = clock.TimestampFrequency / _limits.LoginsPerSecond;
        lock (_gate)
        {
            // What was not used of the last second may be used at once.
            var turn = Math.Max(_next, now - clock.TimestampFrequency) + step;
            var wait = turn <= now ? TimeSpan.Zero : clock.GetElapsedTime(now, turn);
            if (wait <= _limits.MaxLoginWait)
            {
                _next = turn;
            }

            return wait;
        }
    }
}
