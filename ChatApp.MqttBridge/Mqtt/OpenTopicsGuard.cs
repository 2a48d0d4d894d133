using System.Net;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt;

/// <summary>Keeps the open mode where it belongs: nobody opens a broker to the world in production by a forgotten switch.</summary>
internal sealed partial class OpenTopicsGuard(IConfiguration mqtt, ILogger<OpenTopicsGuard> logger, IHostEnvironment? environment = null) : IHostedService
{
    private readonly bool _isOpen = mqtt.GetValue(nameof(MqttOptions.OpenTopics), defaultValue: false);

    private bool IsProduction => environment is null || environment.IsProduction();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_isOpen)
        {
            return Task.CompletedTask;
        }

        if (IsProduction && mqtt["Address"] is { Length: > 0 } host && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
        {
            throw new StartupException(
                $"Mqtt:OpenTopics lets everybody in without a password, and Mqtt:Address is {host}. Bind it to 127.0.0.1, or switch it off.");
        }

        LogOpen();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a client without name and password is let in.</summary>
    // In production a listener for TLS or WebSocket may be open to the world where the plain one is not.
    public bool LetsIn(IPAddress? client) => _isOpen && (!IsProduction || client is null || IPAddress.IsLoopback(client));

    [LoggerMessage(EventIds.OpenTopics, LogLevel.Warning, "Mqtt:OpenTopics is on: clients without name and password may use every free topic.")]
    private partial void LogOpen();
}
