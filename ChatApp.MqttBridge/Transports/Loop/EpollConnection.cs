using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>A connection whose socket is read and written without a thread of its own being woken for it.</summary>
internal sealed class EpollConnection : ConnectionContext, IDuplexPipe
{
    private readonly Socket _socket;
    private readonly EpollReader _reader;
    private readonly EpollWriter _writer;
    private readonly CancellationTokenSource _closed = new();
    private readonly TimeSpan _lastWords;
    private readonly TimeProvider _clock;
    private IDuplexPipe? _transport;
    private IFeatureCollection? _features;
    private IDictionary<object, object?>? _items;
    private int _told;
    private int _disposed;

    /// <param name="socket">The accepted socket, which belongs to the connection from now on.</param>
    /// <param name="loop">The loop that tells of its events.</param>
    /// <param name="lastWords">How long a client may take to read what was sent before the end.</param>
    /// <param name="clock">The clock.</param>
    public EpollConnection(Socket socket, EpollLoop loop, TimeSpan lastWords, TimeProvider clock)
    {
        _socket = socket;
        Loop = loop;
        _lastWords = lastWords;
        _clock = clock;
        Descriptor = (int)socket.Handle;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionId = CorrelationIds.Next();
        _reader = new EpollReader(this);
        _writer = new EpollWriter(this);
    }

    /// <summary>The socket's file descriptor; good until <see cref="DisposeAsync"/>.</summary>
    public int Descriptor { get; }

    /// <summary>The loop that tells of its events.</summary>
    public EpollLoop Loop { get; }

    /// <summary>What the loop knows it by.</summary>
    public ulong Number { get; set; }

    public override string ConnectionId { get; set; }

    public override EndPoint? LocalEndPoint { get; set; }

    public override EndPoint? RemoteEndPoint { get; set; }

    public override IFeatureCollection Features => _features ??= new FeatureCollection();

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new ConnectionItems();
        set => _items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _transport ?? this;
        set => _transport = value;
    }

    /// <summary>The client has closed its side, or the connection is gone.</summary>
    public override CancellationToken ConnectionClosed
    {
        get => _closed.Token;
        set => throw new NotSupportedException();
    }

    PipeReader IDuplexPipe.Input => _reader;

    PipeWriter IDuplexPipe.Output => _writer;

    /// <summary>Something happened at the socket; called by the loop.</summary>
    public void OnEvents(uint events)
    {
        var peerClosed = (events & (Epoll.PeerClosed | Epoll.HungUp | Epoll.Error)) != 0;
        if ((events & (Epoll.Writable | Epoll.HungUp | Epoll.Error)) != 0)
        {
            _writer.OnWritable();
        }

        if (peerClosed || (events & Epoll.Readable) != 0)
        {
            _reader.OnReadable(peerClosed);
        }

        if (peerClosed)
        {
            TellClosed();
        }
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _reader.Fail(abortReason);
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It was gone before.
        }

        _writer.Detach();
        TellClosed();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await SendLastWordsAsync();
        Loop.Remove(this);
        _reader.Detach();
        _writer.Detach();
        _reader.Complete();
        try
        {
            _socket.Shutdown(SocketShutdown.Send);

            // Closing a socket with unread bytes resets it, and the client might never see what it was told last.
            Discard();
        }
        catch (SocketException)
        {
            // The client was faster.
        }

        _socket.Dispose();
        TellClosed();
    }

    private async Task SendLastWordsAsync()
    {
        var until = _clock.GetTimestamp();
        while (_writer.IsBlocked && _clock.GetElapsedTime(until) < _lastWords)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _clock);
        }
    }

    private void Discard()
    {
        Span<byte> rest = stackalloc byte[1_024];
        for (var reads = 0; reads < 64 && Epoll.Receive(Descriptor, rest) > 0; reads++)
        {
        }
    }

    // Whoever listens does it in another thread: the loop has others to tell.
    private void TellClosed()
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);
        }
    }
}
