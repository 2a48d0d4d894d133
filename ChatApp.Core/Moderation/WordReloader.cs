using ChatApp.Core.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Moderation;

/// <summary>Keeps this node's words the ones of the store: reads them again whenever they change. <see cref="WordsStep"/> loads them first.</summary>
public sealed partial class WordReloader(
    ModerationService moderation, INodeBus bus, TimeProvider clock, IOptions<ModerationLimits> limits, ILogger<WordReloader> logger) : BackgroundService
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private IDisposable? _subscription;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // A change between the first load and this is found by the check of the version.
        _subscription = bus.Subscribe<WordsChanged>(Wake);
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
                // A hint may be lost; then the version in the store tells, a little later.
                await WaitForChangeAsync(stoppingToken);
                await moderation.ReloadAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The words in force stay in force. The next change or check tries again.
                LogReloadFault(fault);
            }
        }
    }

    private async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hint = _changed.WaitAsync(waiting.Token);
        var check = Task.Delay(limits.Value.VersionCheck, clock, waiting.Token);
        await Task.WhenAny(hint, check);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Wake(WordsChanged changed)
    {
        if (changed.Version <= moderation.Version)
        {
            return;
        }

        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // A reload is due already, and it will read this change too.
        }
    }

    [LoggerMessage(EventIds.WordReloadFault, LogLevel.Error, "The list of sensitive words could not be read; the one before stays in force.")]
    private partial void LogReloadFault(Exception fault);
}
