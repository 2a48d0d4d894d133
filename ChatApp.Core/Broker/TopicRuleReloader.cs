using ChatApp.Core.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Broker;

/// <summary>Keeps this node's rules for free topics those of the store: reads them when another node has changed them. <see cref="TopicRulesStep"/> loads them first.</summary>
public sealed partial class TopicRuleReloader(TopicRuleLoader loader, INodeBus bus, TimeProvider clock, ILogger<TopicRuleReloader> logger) : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private IDisposable? _subscription;

    /// <summary>How often the store is asked although nobody told of a change: a hint may be lost. Defaults to a minute.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe<TopicRulesChanged>(_ => Wake());
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
        _changed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitForChangeAsync(stoppingToken);
                await loader.LoadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The rules in force stay in force. The next change or check tries again.
                LogReloadFault(fault);
            }
        }
    }

    private async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hint = _changed.WaitAsync(waiting.Token);
        var check = Task.Delay(Check, clock, waiting.Token);
        await Task.WhenAny(hint, check);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A reading is due already, and it will see this change too.
        }
    }

    [LoggerMessage(EventIds.TopicRuleFault, LogLevel.Error, "The rules for free topics could not be read; those before stay in force.")]
    private partial void LogReloadFault(Exception fault);
}
