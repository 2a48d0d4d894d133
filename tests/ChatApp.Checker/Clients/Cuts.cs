using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace ChatApp.Checker.Clients;

/// <summary>Tells a connection that was cut, or a server that is down, from a mistake of the checker.</summary>
internal static class Cuts
{
    public static bool IsCut(Exception fault)
        => fault is HttpRequestException or IOException or SocketException or WebSocketException or OperationCanceledException or TimeoutException
            or HubException or JsonException
            || (fault is InvalidOperationException && fault.Message.Contains("connection", StringComparison.OrdinalIgnoreCase));
}
