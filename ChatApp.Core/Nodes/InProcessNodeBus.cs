using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Nodes;

/// <summary>The bus of a single node: every event goes straight to the handlers of this process.</summary>
public sealed partial class InProcessNodeBus(ILogger<InProcessNodeBus> logger) : INodeBus
{
    private readonly ConcurrentDictionary<Type, ConcurrentDictionary<Subscription, Action<NodeEvent>>> _handlers = new();

    /// <inheritdoc/>
    public void Publish(NodeEvent nodeEvent)
    {
        if (!_handlers.TryGetValue(nodeEvent.GetType(), out var handlers))
        {
            return;
        }

        foreach (var handler in handlers.Values)
        {
            try
            {
                handler(nodeEvent);
            }
            catch (Exception fault)
            {
                // One listener's fault must reach neither the publisher, whose work is done and stored, nor the other listeners.
                LogHandlerFault(fault, nodeEvent.GetType().Name);
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable Subscribe<T>(Action<T> handler)
        where T : NodeEvent
    {
        var handlers = _handlers.GetOrAdd(typeof(T), _ => new());
        var subscription = new Subscription(handlers);
        handlers[subscription] = nodeEvent => handler((T)nodeEvent);
        return subscription;
    }

    [LoggerMessage(EventIds.BusHandlerFault, LogLevel.Error, "A handler of {NodeEvent} failed.")]
    private partial void LogHandlerFault(Exception fault, string nodeEvent);

    private sealed class Subscription(ConcurrentDictionary<Subscription, Action<NodeEvent>> handlers) : IDisposable
    {
        public void Dispose() => handlers.TryRemove(this, out _);
    }
}
