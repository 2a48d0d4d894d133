namespace ChatApp.Core.Broker;

/// <summary>The rules for free topics, in memory: whoever reads them from a store replaces them.</summary>
public sealed class TopicRules : ITopicRules
{
    private volatile IReadOnlyList<TopicRule> _current = [];

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<TopicRule> Current => _current;

    /// <summary>Replaces all rules, and tells everyone concerned.</summary>
    /// <exception cref="ArgumentException">A prefix is not one that a rule may give away.</exception>
    public void Replace(IReadOnlyList<TopicRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.FirstOrDefault(rule => !TopicRule.IsValidPrefix(rule.Prefix)) is { } wrong)
        {
            throw new ArgumentException($"The prefix \"{wrong.Prefix}\" cannot be given away.", nameof(rules));
        }

        _current = [.. rules];
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
