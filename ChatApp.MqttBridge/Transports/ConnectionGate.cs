using System.Collections.Concurrent;
using System.Net;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Transports;

/// <summary>
/// Counts the connections of each address before anything is done for them, not even the handshake of TLS, and turns away those that are
/// too many. Loopback is not counted: it is a proxy on this machine, behind which everybody has that address. Of the connections whose handshake
/// of TLS does not end, the oldest has to go when there are too many.
/// </summary>
internal sealed partial class ConnectionGate(IOptions<MqttLimits> limits, HandshakeBans bans, TimeProvider clock, ILogger<ConnectionGate> logger)
{
    private static readonly TimeSpan LogAtMostEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IPAddress, int> _connections = new();
    private readonly LinkedList<ConnectionContext> _handshaking = new();
    private readonly Lock _gate = new();
    private readonly int _maxHandshaking = limits.Value.MaxHalfOpen;
    private readonly int _max = limits.Value.MaxConnectionsPerAddress;
    private long _loggedAt = clock.GetTimestamp() - (long)(LogAtMostEvery.TotalSeconds * clock.TimestampFrequency);

    /// <summary>How many connections an address has.</summary>
    public int CountOf(IPAddress address) => _connections.GetValueOrDefault(address);

    /// <summary>Passes a connection on, and takes note of its end; one too many is closed at once.</summary>
    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address || IPAddress.IsLoopback(address))
        {
            await next(connection);
            return;
        }

        if (bans.IsBanned(address))
        {
            return;
        }

        if (_connections.AddOrUpdate(address, 1, (_, count) => count + 1) > _max)
        {
            Leave(address);
            LogFullOnce(address);
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    /// <summary>Passes a connection on to TLS, and takes note of the end of its handshake.</summary>
    public async Task SecureAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        ConnectionContext? oldest = null;
        lock (_gate)
        {
            if (_handshaking.Count >= _maxHandshaking)
            {
                oldest = _handshaking.First!.Value;
                _handshaking.RemoveFirst();
            }

            _handshaking.AddLast(connection);
        }

        oldest?.Abort(new ConnectionAbortedException("Too many handshakes of TLS do not end."));
        try
        {
            await next(connection);
        }
        finally
        {
            OnSecured(connection);
        }
    }

    /// <summary>The handshake of TLS has ended, or the connection has.</summary>
    public void OnSecured(ConnectionContext connection)
    {
        lock (_gate)
        {
            _handshaking.Remove(connection);
        }
    }

    // The last one takes the entry with it, unless another came meanwhile.
    private void Leave(IPAddress address)
    {
        if (_connections.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
        {
            _connections.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
        }
    }

    // An attack must not fill the disk too.
    private void LogFullOnce(IPAddress address)
    {
        var last = Volatile.Read(ref _loggedAt);
        if (clock.GetElapsedTime(last) >= LogAtMostEvery && Interlocked.CompareExchange(ref _loggedAt, clock.GetTimestamp(), last) == last)
        {
            LogFull(address, _max);
        }
    }

    [LoggerMessage(EventIds.AddressFull, LogLevel.Warning, "{Address} has {Max} connections of MQTT, which is as many as an address may have; others are turned away.")]
    private partial void LogFull(IPAddress address, int max);
}
