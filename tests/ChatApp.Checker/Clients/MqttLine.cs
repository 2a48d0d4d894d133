using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace ChatApp.Checker.Clients;

/// <summary>An MQTT 5.0 client of a phone: QoS 1 both ways, persistent session, acknowledges what it was given.</summary>
internal sealed class MqttLine : ILine
{
    private const byte Connack = 2;
    private const byte Publish = 3;
    private const byte Puback = 4;
    private const byte Suback = 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly Action<Incoming> _pushed;
    private readonly ConcurrentDictionary<ushort, TaskCompletionSource<Answer>> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _lastIdentifier;

    private MqttLine(Action<Incoming> pushed) => _pushed = pushed;

    public Task Closed => _closed.Task;

    public bool CatchesUpItself => true;

    public static async Task<MqttLine> ConnectAsync(
        int port, string device, string user, string token, Action<Incoming> pushed, CancellationToken cancellationToken)
    {
        var line = new MqttLine(pushed);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await line._tcp.ConnectAsync("127.0.0.1", port, patience.Token);
            await line.OpenAsync(device, user, token, patience.Token);
            line._running = Task.WhenAll(line.ReadAsync(), line.PingAsync());
            await Task.WhenAny(line._subscribed.Task, line.Closed).WaitAsync(patience.Token);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public async Task<Answer> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        var identifier = (ushort)((Interlocked.Increment(ref _lastIdentifier) % 60_000) + 1);
        var answer = _waiting[identifier] = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (Closed.IsCompleted)
            {
                return Answer.Unknown("closed");
            }

            await WriteAsync(MqttBytes.Publish("chat/send", identifier, JsonSerializer.SerializeToUtf8Bytes(message.Wire, Json)), cancellationToken);
            return await answer.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception cut) when (cut is IOException or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            return Answer.Unknown(cut.GetType().Name);
        }
        finally
        {
            _waiting.TryRemove(identifier, out _);
        }
    }

    public Task<IReadOnlyList<Incoming>?> ReadAfterAsync(Place place, long after, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Incoming>?>([]);

    public async ValueTask DisposeAsync()
    {
        _closed.TrySetResult();
        _tcp.Dispose();
        await _running;
        _writing.Dispose();
    }

    private async Task OpenAsync(string device, string user, string token, CancellationToken cancellationToken)
    {
        await WriteAsync(MqttBytes.Connect(device, user, token), cancellationToken);
        var (head, connack) = await MqttBytes.ReadPacketAsync(_tcp.GetStream(), cancellationToken);
        if (head >> 4 != Connack || connack[1] != 0)
        {
            throw new IOException($"The bridge refused the connection with {connack[1]:X2}.");
        }

        await WriteAsync(MqttBytes.Subscribe("chat/inbox", identifier: 65_000), cancellationToken);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var (head, body) = await MqttBytes.ReadPacketAsync(_tcp.GetStream(), CancellationToken.None);
                switch (head >> 4)
                {
                    case Publish:
                        await TakeAsync(MqttBytes.ReadPublish(body));
                        break;
                    case Puback:
                        Finish(MqttBytes.ReadPuback(body));
                        break;
                    case Suback when body[^1] > 2:
                        throw new IOException($"The bridge refused the subscription with {body[^1]:X2}.");
                    case Suback:
                        _subscribed.TrySetResult();
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            _closed.TrySetResult();
            _tcp.Dispose();
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetResult(Answer.Unknown("closed"));
            }
        }
    }

    private async Task TakeAsync((ushort Identifier, byte[] Payload) publish)
    {
        // Taken down first, acknowledged then: the other way round a crash of the client would lose it.
        using var json = JsonDocument.Parse(publish.Payload);
        Incoming.Push(json.RootElement, _pushed);
        await WriteAsync(MqttBytes.Puback(publish.Identifier), CancellationToken.None);
    }

    private void Finish((ushort Identifier, byte Reason, string? Error, IReadOnlyDictionary<string, string> Properties) puback)
    {
        if (_waiting.TryGetValue(puback.Identifier, out var waiting))
        {
            waiting.TrySetResult(puback.Reason == 0
                ? new Answer(
                    History.SendOutcome.Acked,
                    long.Parse(puback.Properties["sequence"], CultureInfo.InvariantCulture),
                    long.Parse(puback.Properties["messageId"], CultureInfo.InvariantCulture))
                : Answer.Refused(puback.Error ?? $"{puback.Reason:X2}"));
        }
    }

    private async Task PingAsync()
    {
        while (await Task.WhenAny(Closed, Task.Delay(PingEvery)) != Closed)
        {
            try
            {
                await WriteAsync([0xC0, 0], CancellationToken.None);
            }
            catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task WriteAsync(byte[] packet, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _tcp.GetStream().WriteAsync(packet, cancellationToken);
        }
        catch (InvalidOperationException notConnected)
        {
            throw new IOException("The connection is closed.", notConnected);
        }
        finally
        {
            _writing.Release();
        }
    }
}
