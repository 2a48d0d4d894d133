using ChatApp.Core.Kernel;

namespace ChatApp.Core.Broker;

/// <summary>Keeps the rules for free topics.</summary>
public interface ITopicRuleStore
{
    /// <summary>All rules, by prefix; there are at most <see cref="TopicRuleLimits.MaxRules"/>.</summary>
    Task<IReadOnlyList<StoredTopicRule>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a rule, or gives one of the same prefix and subject other rights.</summary>
    /// <returns>The rule; <see cref="ErrorCode.LimitReached"/> when there are as many as there may be.</returns>
    Task<Outcome<StoredTopicRule>> SaveAsync(TopicRule rule, UserId by, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a rule; the rule, or <see langword="null"/> when there is none.</summary>
    Task<TopicRule?> RemoveAsync(long id, CancellationToken cancellationToken);
}
