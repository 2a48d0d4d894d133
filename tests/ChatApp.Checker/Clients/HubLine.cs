using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Checker.Clients;

/// <summary>Microsoft's own .NET client on the hub of people.</summary>
internal sealed class HubLine : ILine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubLine(HubConnection hub, Action<Incoming> pushed)
    {
        _hub = hub;
        _hub.On<JsonElement>("Message", message => Incoming.Push(message, pushed));
        _hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public Task Closed => _closed.Task;

    public bool CatchesUpItself => false;

    public static async Task<HubLine> ConnectAsync(Uri address, string token, Action<Incoming> pushed, CancellationToken cancellationToken)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new UriBuilder(address) { Scheme = "ws", Path = "/hubs/chat" }.Uri));
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory(token));
        var hub = builder.Build();
        hub.ServerTimeout = TimeSpan.FromSeconds(40);
        var line = new HubLine(hub, pushed);
        try
        {
            await hub.StartAsync(cancellationToken);
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
        try
        {
            var result = await _hub.InvokeAsync<JsonElement>("Send", message.Wire, cancellationToken).WaitAsync(Patience, cancellationToken);
            return result.GetProperty("ok").GetBoolean() ? Answer.Acked(result) : Answer.Refused(result.GetProperty("error").GetString()!);
        }
        catch (Exception cut) when (IsCut(cut))
        {
            return Answer.Unknown(cut.GetType().Name);
        }
    }

    public async Task<IReadOnlyList<Incoming>?> ReadAfterAsync(Place place, long after, CancellationToken cancellationToken)
    {
        try
        {
            var page = await _hub.InvokeAsync<JsonElement>("CatchUp", place.Wire, after, HttpLine.Page, cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return Incoming.ReadPage(page);
        }
        catch (HubException refused) when (refused.Message.Contains("NotFound", StringComparison.Ordinal))
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    // A hub error is no answer either: the server says so when it failed in the middle.
    private static bool IsCut(Exception fault)
        => fault is HubException or InvalidOperationException or OperationCanceledException or TimeoutException or IOException
            or System.Net.WebSockets.WebSocketException or System.Net.Sockets.SocketException;
}
