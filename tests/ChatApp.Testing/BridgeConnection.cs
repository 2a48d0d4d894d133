using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ChatApp.Testing;

/// <summary>A client's end of a connection to a handler, over two pipes in memory: no port, no socket, no waiting.</summary>
public sealed class BridgeConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient;
    private readonly CancellationTokenSource _closed = new();
    private readonly Stopping _stopping = new();
    private readonly Context _context;
    private readonly Task _handling;

    /// <param name="address">Where the client seems to be; loopback when not given.</param>
    /// <param name="receiveBuffer">How many bytes the server may send before the client reads them, as a TCP window.</param>
    public BridgeConnection(ConnectionHandler handler, IPAddress? address = null, int receiveBuffer = 64 * 1024)
    {
        _toClient = new Pipe(new PipeOptions(pauseWriterThreshold: receiveBuffer, resumeWriterThreshold: receiveBuffer / 2));
        _context = new Context(this, _closed.Token)
        {
            Transport = new Duplex(_toServer.Reader, _toClient.Writer),
            RemoteEndPoint = new IPEndPoint(address ?? IPAddress.Loopback, 40_000),
        };
        _context.Features.Set<IConnectionLifetimeNotificationFeature>(_stopping);
        _handling = HandleAsync(handler);
    }

    /// <summary>Whether the server has ended the connection.</summary>
    public bool IsClosed => _handling.IsCompleted;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _toServer.Writer.WriteAsync(bytes);

    /// <summary>Waits until the server has sent something that the reader takes, and takes it off the stream.</summary>
    /// <param name="tryTake">Takes a value off the front of the bytes, or says that it is not all there.</param>
    /// <returns>The value, or <see langword="null"/> at the end of the connection.</returns>
    public async Task<T?> ReceiveAsync<T>(TryTake<T> tryTake)
        where T : class
    {
        while (true)
        {
            var read = await _toClient.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            var buffer = read.Buffer;
            if (tryTake(ref buffer, out var value))
            {
                _toClient.Reader.AdvanceTo(buffer.Start);
                return value;
            }

            _toClient.Reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Hangs up and waits until the handler is done.</summary>
    public async Task CloseAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await _handling.WaitAsync(Patience);
    }

    /// <summary>Breaks the connection as a reset does, and waits until the handler is done.</summary>
    public async Task ResetAsync()
    {
        await _toServer.Writer.CompleteAsync(new ConnectionResetException("The peer reset the connection."));
        await _closed.CancelAsync();
        await _handling.WaitAsync(Patience);
    }

    /// <summary>Asks the server to end the connection, as a host that stops does.</summary>
    public void RequestClose() => _stopping.RequestClose();

    /// <summary>Waits until the handler ends the connection by itself.</summary>
    public Task ClosedByServerAsync() => _handling.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await _closed.CancelAsync();
        try
        {
            await _handling.WaitAsync(Patience);
        }
        finally
        {
            await _context.DisposeAsync();
            _closed.Dispose();
        }
    }

    private async Task HandleAsync(ConnectionHandler handler)
    {
        await Task.Yield();
        try
        {
            await handler.OnConnectedAsync(_context);
        }
        finally
        {
            // As Kestrel does: the transport ends with its handler.
            await _toServer.Reader.CompleteAsync();
            await _toClient.Writer.CompleteAsync();
        }
    }

    /// <summary>Takes a value off the front of the bytes.</summary>
    public delegate bool TryTake<T>(ref ReadOnlySequence<byte> buffer, out T? value)
        where T : class;

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Stopping : IConnectionLifetimeNotificationFeature
    {
        private readonly CancellationTokenSource _requested = new();

        public CancellationToken ConnectionClosedRequested
        {
            get => _requested.Token;
            set => throw new NotSupportedException();
        }

        public void RequestClose() => _requested.Cancel();
    }

    private sealed class Context : DefaultConnectionContext
    {
        private readonly BridgeConnection _owner;

        public Context(BridgeConnection owner, CancellationToken closed)
            : base(Guid.NewGuid().ToString("N"))
        {
            _owner = owner;
            ConnectionClosed = closed;
        }

        // A cut connection ends both ways at once, whatever still waits to be sent.
        public override void Abort(ConnectionAbortedException abortReason)
        {
            _owner._toServer.Writer.Complete(abortReason);
            _owner._toClient.Reader.CancelPendingRead();
            _owner._toClient.Writer.CancelPendingFlush();
            _owner._closed.Cancel();
        }
    }
}
