using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>Accepts the connections of one port and spreads them over the loops.</summary>
internal sealed class EpollListener : IConnectionListener
{
    private const int Backlog = 4_096;

    private readonly Socket _socket;
    private readonly EpollLoop[] _loops;
    private readonly TimeSpan _lastWords;
    private readonly TimeProvider _clock;
    private uint _next;

    public EpollListener(EpollEndPoint endPoint, EpollLoop[] loops, TimeSpan lastWords, TimeProvider clock)
    {
        _loops = loops;
        _lastWords = lastWords;
        _clock = clock;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(new IPEndPoint(endPoint.Address, endPoint.Port));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            _socket.Dispose();
            throw new AddressInUseException(taken.Message, taken);
        }

        _socket.Listen(Backlog);
        var bound = (IPEndPoint)_socket.LocalEndPoint!;
        EndPoint = new EpollEndPoint(bound.Address, bound.Port);
    }

    public EndPoint EndPoint { get; }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var socket = await _socket.AcceptAsync(cancellationToken);
                if (Open(socket) is { } connection)
                {
                    return connection;
                }
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException)
            {
                // The client went away between the knock and the door, or there are no descriptors left for it.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private EpollConnection? Open(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            var loop = _loops[_next++ % _loops.Length];
            var connection = new EpollConnection(socket, loop, _lastWords, _clock);
            loop.Add(connection);
            return connection;
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            socket.Dispose();
            return null;
        }
    }
}
