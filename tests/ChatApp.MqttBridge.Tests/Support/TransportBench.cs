using System.Buffers;
using System.Net;
using System.Net.Sockets;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.MqttBridge.Transports.Loop;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The bridge's own transport with a handler of the test, and plain sockets to it.</summary>
internal sealed class TransportBench : IAsyncDisposable
{
    private readonly EpollTransport _transport = new(
        Options.Create(new MqttLimits { CloseTimeout = TimeSpan.FromSeconds(2) }), TimeProvider.System, NullLogger<EpollTransport>.Instance);

    private readonly List<Task> _running = [];
    private IConnectionListener? _listener;

    public EpollTransport Transport => _transport;

    public EndPoint EndPoint => _listener!.EndPoint;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(20), Token);
        _transport.Dispose();
    }

    public static async Task EchoAsync(ConnectionContext connection)
    {
        while (true)
        {
            var result = await connection.Transport.Input.ReadAsync(Token);
            foreach (var piece in result.Buffer)
            {
                connection.Transport.Output.Write(piece.Span);
            }

            connection.Transport.Input.AdvanceTo(result.Buffer.End);
            await connection.Transport.Output.FlushAsync(Token);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    public static async Task<byte[]> ReadAsync(Socket client, int count)
    {
        var read = new byte[count];
        for (var at = 0; at < count;)
        {
            var more = await client.ReceiveAsync(read.AsMemory(at), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
            Assert.NotEqual(0, more);
            at += more;
        }

        return read;
    }

    public async Task ListenAsync(Func<ConnectionContext, Task> handle)
    {
        _listener = await _transport.BindAsync(new EpollEndPoint(IPAddress.Loopback, 0), Token);
        _running.Add(AcceptAsync(_listener, handle));
    }

    public async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)EndPoint).Port, Token);
        return client;
    }

    private static async Task AcceptAsync(IConnectionListener listener, Func<ConnectionContext, Task> handle)
    {
        var connections = new List<Task>();
        while (await listener.AcceptAsync() is { } connection)
        {
            connections.Add(Task.Run(async () =>
            {
                try
                {
                    await handle(connection);
                }
                catch (ConnectionResetException)
                {
                    // The tests' clients go without a word.
                }
                finally
                {
                    await connection.DisposeAsync();
                }
            }));
        }

        await Task.WhenAll(connections);
    }
}
