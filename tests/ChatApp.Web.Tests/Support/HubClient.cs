using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ChatApp.Web.Tests.Support;

/// <summary>A client that speaks SignalR's JSON protocol as it stands on the wire, so that a test sees exactly what a client sees.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private const char End = '\x1E';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentQueue<(string Target, JsonElement Argument)> _pushes = new();
    private readonly SemaphoreSlim _pushed = new(0);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private string? _reason;
    private int _lastId;

    private HubClient()
    {
    }

    /// <summary>Ends when the server closes the connection.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects to a hub with a bearer token.</summary>
    public static async Task<HubClient> ConnectAsync(Uri server, string path, string token, CancellationToken cancellationToken)
    {
        var client = new HubClient();
        client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await client._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = path }.Uri, cancellationToken);
        await client.SendAsync("{\"protocol\":\"json\",\"version\":1}", cancellationToken);
        client._reading = client.ReadAsync();

        // The server opens the connection's feed before it looks at the first call, whatever it is: from its answer on, everything is pushed.
        await Task.WhenAny(client.InvokeAsync("NoMethodAtAll", cancellationToken), client.Closed);
        return client;
    }

    /// <summary>Calls a method. The result, or the name of the refusal.</summary>
    public async Task<(JsonElement? Result, string? Error)> InvokeAsync(string method, CancellationToken cancellationToken, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }, Json), cancellationToken);
        var completion = await answer.Task.WaitAsync(Patience, cancellationToken);
        var error = completion.TryGetProperty("error", out var text) ? text.GetString() : null;
        return (completion.TryGetProperty("result", out var result) ? result : null, error is null ? null : error[(error.LastIndexOf(' ') + 1)..]);
    }

    /// <summary>Waits for a push of a name that holds; others are passed over.</summary>
    public async Task<JsonElement> PushAsync(string target, Func<JsonElement, bool> holds, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            await _pushed.WaitAsync(patience.Token);
            if (_pushes.TryDequeue(out var push) && push.Target == target && holds(push.Argument))
            {
                return push.Argument;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _pushed.Dispose();
    }

    private Task SendAsync(string message, CancellationToken cancellationToken)
        => _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task ReadAsync()
    {
        var received = new StringBuilder();
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[16_384];
        var letters = new char[16_384];
        try
        {
            while (await _socket.ReceiveAsync(bytes, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                received.Append(letters, 0, decoder.GetChars(bytes, 0, part.Count, letters, 0));
                var text = received.ToString();
                var end = text.LastIndexOf(End);
                foreach (var message in text[..(end + 1)].Split(End, StringSplitOptions.RemoveEmptyEntries))
                {
                    Handle(JsonDocument.Parse(message).RootElement);
                }

                received.Remove(0, end + 1);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The connection was cut, from either side.
        }

        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(new IOException($"The hub closed the connection: {_reason ?? "no reason"}"));
        }

        _closed.TrySetResult();
    }

    private void Handle(JsonElement message)
    {
        switch (message.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 1:
                _pushes.Enqueue((message.GetProperty("target").GetString()!, message.GetProperty("arguments")[0]));
                _pushed.Release();
                break;
            case 7:
                _reason = message.TryGetProperty("error", out var error) ? error.GetString() : null;
                break;
            case 3 when _waiting.TryRemove(message.GetProperty("invocationId").GetString()!, out var waiting):
                waiting.SetResult(message);
                break;
        }
    }
}
