using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatApp.MqttBridge.Transports;

/// <summary>A WebSocket as a connection like those of the TCP ports.</summary>
internal sealed class WebSocketConnection : ConnectionContext, IDuplexPipe, IConnectionLifetimeNotificationFeature
{
    // Of one client: what it has sent and the handler has not read. Beyond it reading pauses, which the client's TCP window tells it.
    private const int MaxUnreadBytes = 64 * 1024;
    private const int ReadBytes = 4 * 1024;

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _stopRequested;
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: MaxUnreadBytes, resumeWriterThreshold: MaxUnreadBytes / 2));

    /// <param name="id">What logs and lists call it.</param>
    /// <param name="stopping">Ends when the server stops.</param>
    public WebSocketConnection(WebSocket socket, string id, IPEndPoint? remote, TimeProvider clock, CancellationToken stopping)
    {
        _socket = socket;
        _clock = clock;
        _stopRequested = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ConnectionId = id;
        RemoteEndPoint = remote;
        ConnectionClosed = _closed.Token;
        Transport = this;
        Output = PipeWriter.Create(new WebSocketOutput(socket));
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public PipeReader Input => _input.Reader;

    public PipeWriter Output { get; }

    public CancellationToken ConnectionClosedRequested
    {
        get => _stopRequested.Token;
        set => throw new NotSupportedException();
    }

    public void RequestClose() => _stopRequested.Cancel();

    public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

    /// <summary>Runs the connection to its end.</summary>
    public async Task RunAsync(ConnectionDelegate handler)
    {
        var receiving = ReceiveAsync();
        try
        {
            await handler(this);
            await CloseAsync(receiving);
        }
        finally
        {
            _socket.Abort();
            await receiving;
            await Input.CompleteAsync();
            await _closed.CancelAsync();
            _stopRequested.Dispose();
        }
    }

    // The client may take its last bytes, and says goodbye in its turn.
    private async Task CloseAsync(Task receiving)
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None).WaitAsync(ClosePatience, _clock);
            }

            // Nobody reads any more, so a client that goes on sending is not waited for.
            await Input.CompleteAsync();
            await receiving.WaitAsync(ClosePatience, _clock);
        }
        catch (Exception gone) when (gone is WebSocketException or TimeoutException or IOException or OperationCanceledException)
        {
            // It has gone, or takes nothing.
        }
    }

    private async Task ReceiveAsync()
    {
        Exception? fault = null;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_input.Writer.GetMemory(ReadBytes), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (received.MessageType == WebSocketMessageType.Text)
                {
                    // MQTT 6.0.0-1: MQTT comes in binary frames, and any other ends the connection.
                    fault = new ConnectionResetException("A frame of text is no MQTT.");
                    break;
                }

                _input.Writer.Advance(received.Count);
                if ((await _input.Writer.FlushAsync()).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            fault = new ConnectionResetException("The client has gone.", gone);
        }

        await _input.Writer.CompleteAsync(fault);
        await _closed.CancelAsync();
    }
}
