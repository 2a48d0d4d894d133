using System.Collections.Concurrent;
using System.Net;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Connections;

/// <summary>Shuts out for a while who keeps failing to connect. What it knows is in memory, and bounded.</summary>
internal sealed class HandshakeBans(IOptions<MqttLimits> limits, TimeProvider clock)
{
    // An attacker with more addresses than are remembered is not stopped by any list, and phones must not be shut out by one.
    private static readonly Limiter Limiter = new("mqtt.handshakes", FailureMode.Open);

    // About 100 bytes each.
    private const int MaxAddresses = 50_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, Failures> _failures = new();
    private readonly MqttLimits _limits = limits.Value;

    public bool IsBanned(IPAddress? address)
    {
        if (address is null || !_failures.TryGetValue(address, out var failures))
        {
            return false;
        }

        lock (failures)
        {
            return failures.Banned && clock.GetElapsedTime(failures.Since) < _limits.BanDuration;
        }
    }

    /// <summary>Notes a failed handshake.</summary>
    /// <returns>Whether the address is banned from now on.</returns>
    public bool Failed(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address) || _limits.FailedHandshakesPerMinute == 0)
        {
            return false;
        }

        if (_failures.Count >= MaxAddresses && !_failures.ContainsKey(address))
        {
            Sweep();
            if (_failures.Count >= MaxAddresses)
            {
                return Limiter.OnFailure == FailureMode.Closed;
            }
        }

        var now = clock.GetTimestamp();
        var failures = _failures.GetOrAdd(address, _ => new Failures { Since = now });
        lock (failures)
        {
            if (clock.GetElapsedTime(failures.Since, now) >= (failures.Banned ? _limits.BanDuration : Window))
            {
                failures.Banned = false;
                failures.Count = 0;
                failures.Since = now;
            }

            if (failures.Banned || ++failures.Count < _limits.FailedHandshakesPerMinute)
            {
                return false;
            }

            failures.Banned = true;
            failures.Since = now;
            return true;
        }
    }

    /// <summary>Forgets the addresses whose time is over.</summary>
    public void Sweep()
    {
        foreach (var entry in _failures)
        {
            lock (entry.Value)
            {
                if (clock.GetElapsedTime(entry.Value.Since) >= (entry.Value.Banned ? _limits.BanDuration : Window))
                {
                    _failures.TryRemove(entry);
                }
            }
        }
    }

    private sealed class Failures
    {
        public int Count { get; set; }

        public long Since { get; set; }

        public bool Banned { get; set; }
    }
}
