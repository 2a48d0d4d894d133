using ChatApp.Core.Broker;
using ChatApp.Core.Startup;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Reads kept sessions and retained messages before the first client is let in.</summary>
internal sealed class BrokerStart(IBrokerStore store, TopicSessions sessions, RetainedMessages retained) : IStartupStep, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _isDone;

    public Task RunAsync(CancellationToken cancellationToken) => _isDone ? Task.CompletedTask : LoadAsync(cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_isDone)
            {
                return;
            }

            await foreach (var message in store.ReadRetainedAsync(cancellationToken))
            {
                retained.TrySet(message);
            }

            var unfinished = new List<Action>();
            await foreach (var session in store.ReadSessionsAsync(cancellationToken))
            {
                if (sessions.Restore(session) is { } finish)
                {
                    unfinished.Add(finish);
                }
            }

            unfinished.ForEach(finish => finish());

            _isDone = true;
        }
        finally
        {
            _one.Release();
        }
    }
}
