using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace ChatApp.Checker.Clients;

/// <summary>Gives the SignalR client its connections: a bare WebSocket with a bearer token.</summary>
internal sealed class WebSocketConnectionFactory(string token) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new WebSocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
