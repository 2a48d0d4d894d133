using System.Net;
using ChatApp.MqttBridge.Mqtt;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>Listens to the end points that ask for it; Kestrel asks it as it asks its own transport.</summary>
internal sealed class EpollTransport(IOptions<MqttLimits> limits, TimeProvider clock, ILogger<EpollTransport> logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    // One core reads and answers, the others are for the database, the pages and what waits for them.
    private const int CoresForEachLoop = 2;

    private readonly Lazy<EpollLoop[]> _loops = new(
        () => [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / CoresForEachLoop)).Select(number => new EpollLoop(number, logger))]);

    public bool CanBind(EndPoint endpoint) => endpoint is EpollEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        => new(new EpollListener((EpollEndPoint)endpoint, _loops.Value, limits.Value.CloseTimeout, clock));

    public void Dispose()
    {
        if (_loops.IsValueCreated)
        {
            foreach (var loop in _loops.Value)
            {
                loop.Dispose();
            }
        }
    }
}
