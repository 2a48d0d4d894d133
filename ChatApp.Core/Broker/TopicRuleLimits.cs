namespace ChatApp.Core.Broker;

/// <summary>How much the rules for free topics may be.</summary>
public static class TopicRuleLimits
{
    /// <summary>The most rules: each of them is asked for every new topic of every client.</summary>
    public const int MaxRules = 1_000;
}
