using System.Collections.Concurrent;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>Knows every MQTT connection of this node, and whose it is: a device has one at a time.</summary>
internal sealed class LinkRegistry : IDisposable
{
    private readonly ConcurrentDictionary<MqttLink, byte> _links = new();
    private readonly ConcurrentDictionary<(UserId User, DeviceId Device), MqttSession> _sessions = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<MqttLink> _halfOpen = new();
    private readonly int _maxHalfOpen;
    private readonly IDisposable _subscription;
    private long _messagesSent;
    private long _bytesSent;

    public LinkRegistry(INodeBus bus, IOptions<MqttLimits> limits)
    {
        _maxHalfOpen = limits.Value.MaxHalfOpen;
        _subscription = bus.Subscribe<SessionRevoked>(End);
    }

    public int Count => _links.Count;

    /// <summary>How many clients are let in.</summary>
    public int Connected => _sessions.Count;

    /// <summary>Whether a device is let in now; another connection of it takes over, and is none more.</summary>
    public bool IsConnected(UserId user, DeviceId device) => Find(user, device) is not null;

    /// <summary>A device's client, if it is let in now.</summary>
    public MqttSession? Find(UserId user, DeviceId device) => _sessions.GetValueOrDefault((user, device));

    /// <summary>The client behind a live connection; <see langword="null"/> when it has ended, or is of another protocol.</summary>
    public MqttSession? Find(ConnectionInfo connection)
        => _sessions.TryGetValue((connection.Session.User, connection.Session.Device), out var session) && session.Link.Id == connection.Id ? session : null;

    /// <summary>How many messages and bytes went out, over connections that live and those that have ended.</summary>
    public (long Messages, long Bytes) Sent()
    {
        var messages = Interlocked.Read(ref _messagesSent);
        var bytes = Interlocked.Read(ref _bytesSent);
        foreach (var (link, _) in _links)
        {
            messages += link.Output.Messages;
            bytes += link.Output.Bytes;
        }

        return (messages, bytes);
    }

    /// <summary>Takes in a new connection. When too many have not connected yet, the oldest of those has to go.</summary>
    public void Add(MqttLink link)
    {
        MqttLink? oldest = null;
        lock (_gate)
        {
            if (_halfOpen.Count >= _maxHalfOpen)
            {
                oldest = _halfOpen.First!.Value;
                oldest.HalfOpen = null;
                _halfOpen.RemoveFirst();
            }

            link.HalfOpen = _halfOpen.AddLast(link);
        }

        _links[link] = 0;
        if (oldest is not null)
        {
            oldest.Stop(reason: null);
            oldest.Abort("Too many connections wait for their CONNECT.");
        }
    }

    /// <summary>A connection has sent its CONNECT: what it waits for from now on is the server.</summary>
    public void OnConnect(MqttLink link) => Forget(link);

    /// <summary>Gives a device to a new connection; the one that had it is told that it was taken over (MQTT 5.0, 3.1.4-3).</summary>
    public void Claim(MqttSession session)
    {
        MqttSession? older = null;
        _sessions.AddOrUpdate(session.Key, session, (_, present) =>
        {
            older = present;
            return session;
        });
        older?.Link.Stop(ReasonCode.SessionTakenOver);
    }

    /// <summary>Forgets a connection that has ended, and its session unless a newer one has taken it over.</summary>
    public void Remove(MqttLink link, MqttSession? session)
    {
        if (_links.TryRemove(link, out _))
        {
            Interlocked.Add(ref _messagesSent, link.Output.Messages);
            Interlocked.Add(ref _bytesSent, link.Output.Bytes);
        }

        Forget(link);
        if (session is not null)
        {
            _sessions.TryRemove(new KeyValuePair<(UserId, DeviceId), MqttSession>(session.Key, session));
        }
    }

    /// <summary>Ends every connection that has kept the server waiting for too long.</summary>
    public void CheckDeadlines()
    {
        foreach (var (link, _) in _links)
        {
            link.CheckDeadlines();
        }
    }

    public void Dispose() => _subscription.Dispose();

    private void Forget(MqttLink link)
    {
        lock (_gate)
        {
            if (link.HalfOpen is { } place)
            {
                _halfOpen.Remove(place);
                link.HalfOpen = null;
            }
        }
    }

    private void End(SessionRevoked revoked)
    {
        // A user has a handful of devices, a node many thousands of users: revoking is rare, and the walk takes microseconds.
        foreach (var session in _sessions.Values)
        {
            if (session.Session.Id == revoked.Session)
            {
                session.End(revoked.Reason);
            }
        }
    }
}
