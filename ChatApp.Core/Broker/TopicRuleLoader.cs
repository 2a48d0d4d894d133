namespace ChatApp.Core.Broker;

/// <summary>Makes the rules in force those of the store, one reader at a time, so that what counts is what was read last.</summary>
public sealed class TopicRuleLoader(ITopicRuleStore store, TopicRules rules) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads the rules; nobody is told when they are the ones in force.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            TopicRule[] stored = [.. (await store.ListAsync(cancellationToken)).Select(found => found.Rule)];
            if (!stored.AsSpan().SequenceEqual([.. rules.Current]))
            {
                rules.Replace(stored);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
