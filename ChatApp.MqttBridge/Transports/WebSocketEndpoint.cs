using System.Net;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatApp.MqttBridge.Transports;

/// <summary>Answers a request that wants to become a connection of MQTT.</summary>
internal static class WebSocketEndpoint
{
    // MQTT 6.0.0-3 and -4.
    private const string SubProtocol = "mqtt";

    public static async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var services = context.RequestServices;
        var clock = services.GetRequiredService<TimeProvider>();
        var remote = context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;

        // MQTT has a keep alive of its own, which tells the dead from the silent.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { SubProtocol = SubProtocol, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var connection = new WebSocketConnection(
            socket, context.Connection.Id, remote, clock, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await using (connection)
        {
            var handler = services.GetRequiredService<MqttConnectionHandler>();
            var gate = services.GetRequiredService<ConnectionGate>();
            await connection.RunAsync(passed => gate.PassAsync(passed, handler.OnConnectedAsync));
        }
    }
}
