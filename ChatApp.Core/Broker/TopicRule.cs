using ChatApp.Core.Kernel;

namespace ChatApp.Core.Broker;

/// <summary>Allows somebody a part of the free topics. What no rule allows is refused, but for everyone's own <c>app/{user}</c>.</summary>
/// <param name="Prefix">Whole levels, without wildcards: <c>sensors/hall</c> stands for that topic and all below it. Never <c>chat</c>,
/// nor anything that begins with <c>$</c>.</param>
/// <param name="Subject">Whom it is for.</param>
/// <param name="Name">The user id or the role; empty for everyone.</param>
/// <param name="Right">What is allowed.</param>
public sealed record TopicRule(string Prefix, TopicRuleSubject Subject, string Name, TopicRight Right)
{
    /// <summary>The most characters of a prefix.</summary>
    public const int MaxPrefixLength = 256;

    /// <summary>Whether the prefix is one that a rule may give away.</summary>
    public static bool IsValidPrefix(string? prefix)
        => prefix is { Length: > 0 and <= MaxPrefixLength }
            && prefix[0] != '$'
            && prefix[^1] != '/'
            && !prefix.AsSpan().ContainsAny('+', '#', '\0')
            && !Covers("chat", prefix)
            && prefix != "app";

    /// <summary>Whether the rule allows all of these rights on a topic, or on every topic that a filter can match.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="roles">The roles of who asks.</param>
    /// <param name="topicOrFilter">A topic name, or a filter without <c>$share/group/</c>.</param>
    /// <param name="right">What is asked for.</param>
    public bool Allows(UserId user, IReadOnlyCollection<string> roles, string topicOrFilter, TopicRight right)
        => (Right & right) == right && IsFor(user, roles) && Covers(Prefix, topicOrFilter);

    /// <summary>Whether a topic or filter is a prefix itself, or below it.</summary>
    public static bool Covers(string prefix, string topicOrFilter)
        => topicOrFilter.StartsWith(prefix, StringComparison.Ordinal)
            && (topicOrFilter.Length == prefix.Length || topicOrFilter[prefix.Length] == '/');

    private bool IsFor(UserId user, IReadOnlyCollection<string> roles) => Subject switch
    {
        TopicRuleSubject.Everyone => true,
        TopicRuleSubject.User => Name == user.Value,
        TopicRuleSubject.Role => roles.Contains(Name),
    };
}
