using ChatApp.Core.Startup;

namespace ChatApp.Core.Broker;

/// <summary>Reads the rules for free topics before a client is let in by them.</summary>
internal sealed class TopicRulesStep(ITopicRuleStore store, TopicRules rules) : IStartupStep
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
        => rules.Replace([.. (await store.ListAsync(cancellationToken)).Select(stored => stored.Rule)]);
}
