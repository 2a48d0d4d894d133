using System.Collections.Concurrent;
using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>
/// One thread that waits for all its sockets at once and lets each connection go on in itself: no other thread is woken for what a
/// client sends. What runs here must not block; the handlers of the bridge leave it with their first real wait.
/// </summary>
internal sealed partial class EpollLoop : IDisposable
{
    private const int EventsAtOnce = 256;
    private const ulong SignalNumber = ulong.MaxValue;

    private readonly ILogger _logger;
    private readonly int _epoll;
    private readonly int _signal;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = [];

    private readonly ConcurrentQueue<EpollConnection> _again = new();
    private volatile EpollConnection?[] _connections = new EpollConnection?[64];
    private int _used;
    private uint _generation;
    private volatile bool _stopping;

    public EpollLoop(int number, ILogger logger)
    {
        _logger = logger;
        _epoll = Epoll.Create();
        _signal = Epoll.CreateSignal();
        Epoll.Watch(_epoll, _signal, Epoll.Readable | Epoll.Edges, SignalNumber);
        _thread = new Thread(Run) { IsBackground = true, Name = $"MQTT loop {number}" };
        _thread.Start();
    }

    private bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>Tells a connection that it may read on, after all others had their turn.</summary>
    public void TellAgain(EpollConnection connection)
    {
        _again.Enqueue(connection);
        if (!IsCurrent && !_stopping)
        {
            Epoll.Signal(_signal);
        }
    }

    /// <summary>Begins to tell a connection of its socket's events.</summary>
    public void Add(EpollConnection connection)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out var slot))
            {
                slot = _used++;
                if (slot == _connections.Length)
                {
                    var larger = _connections;
                    Array.Resize(ref larger, slot * 2);
                    _connections = larger;
                }
            }

            // A descriptor's number comes again soon after it was closed; events of the old one must not reach the new.
            connection.Number = ((ulong)++_generation << 32) | (uint)slot;
            _connections[slot] = connection;
        }

        Epoll.Watch(_epoll, connection.Descriptor, Epoll.Readable | Epoll.Writable | Epoll.PeerClosed | Epoll.Edges, connection.Number);
    }

    /// <summary>Forgets a connection. Closing its descriptor takes it out of the kernel's list.</summary>
    public void Remove(EpollConnection connection)
    {
        lock (_gate)
        {
            var slot = (int)(uint)connection.Number;
            if (_connections[slot] == connection)
            {
                _connections[slot] = null;
                _free.Push(slot);
            }
        }
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        Epoll.Signal(_signal);

        // The last connection that ends may have the whole host end in its loop.
        if (!IsCurrent)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        var buffer = new byte[EventsAtOnce * Epoll.EventSize];
        while (!_stopping)
        {
            var waiting = _again.Count;
            var count = Epoll.Wait(_epoll, buffer, waiting > 0 ? 0 : -1);
            for (; waiting > 0 && _again.TryDequeue(out var next); waiting--)
            {
                Tell(next, Epoll.Readable);
            }

            for (var i = 0; i < count; i++)
            {
                var (events, number) = Epoll.EventAt(buffer, i);
                if (number != SignalNumber && _connections[(int)(uint)number] is { } connection && connection.Number == number)
                {
                    Tell(connection, events);
                }
            }
        }

        _ = Epoll.Close(_signal);
        _ = Epoll.Close(_epoll);
    }

    private void Tell(EpollConnection connection, uint events)
    {
        try
        {
            connection.OnEvents(events);
        }
        catch (Exception fault)
        {
            // One connection's fault must not end the loop of all others.
            LogFault(fault, connection.ConnectionId);
            connection.Abort();
        }
    }

    [LoggerMessage(EventIds.LoopFault, LogLevel.Error, "Connection {ConnectionId} closed: its events could not be handled.")]
    private partial void LogFault(Exception fault, string connectionId);
}
