using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt;

/// <summary>Says so when the configuration asks for the free topics that this version does not have: a switch without effect is a trap.</summary>
internal sealed partial class OpenTopicsNotice(IConfiguration mqtt, ILogger<OpenTopicsNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (mqtt.GetValue("OpenTopics", defaultValue: false))
        {
            LogNoOpenTopics();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventIds.NoOpenTopics, LogLevel.Warning, "Mqtt:OpenTopics is on, but this version has no free topics yet: it changes nothing.")]
    private partial void LogNoOpenTopics();
}
