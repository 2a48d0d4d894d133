using ChatApp.Core.Startup;

namespace ChatApp.Core.Broker;

/// <summary>Reads the rules for free topics before a client is let in by them.</summary>
internal sealed class TopicRulesStep(TopicRuleLoader loader) : IStartupStep
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => loader.LoadAsync(cancellationToken);
}
