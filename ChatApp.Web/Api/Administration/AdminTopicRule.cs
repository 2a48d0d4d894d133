using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;

namespace ChatApp.Web.Api.Administration;

/// <summary>A rule for free topics.</summary>
/// <param name="Id">Its number; given by the server.</param>
/// <param name="Prefix">Whole levels: the topic and all below it.</param>
/// <param name="Subject"><c>everyone</c>, <c>user</c> or <c>role</c>.</param>
/// <param name="Name">The user id or the role.</param>
/// <param name="Publish">Whether it allows publishing.</param>
/// <param name="Subscribe">Whether it allows subscribing.</param>
internal sealed record AdminTopicRule(long? Id, string? Prefix, string? Subject, string? Name, bool Publish, bool Subscribe)
{
    public static AdminTopicRule From(StoredTopicRule stored) => new(
        stored.Id,
        stored.Rule.Prefix,
        NameOf(stored.Rule.Subject),
        stored.Rule.Name.Length == 0 ? null : stored.Rule.Name,
        stored.Rule.Right.HasFlag(TopicRight.Publish),
        stored.Rule.Right.HasFlag(TopicRight.Subscribe));

    /// <summary>The rule it stands for, or <see cref="ErrorCode.InvalidRequest"/>.</summary>
    public Outcome<TopicRule> Read()
    {
        TopicRuleSubject? subject = Subject switch
        {
            "everyone" => TopicRuleSubject.Everyone,
            "user" => TopicRuleSubject.User,
            "role" => TopicRuleSubject.Role,
            _ => null,
        };
        var right = (Publish ? TopicRight.Publish : TopicRight.None) | (Subscribe ? TopicRight.Subscribe : TopicRight.None);
        return subject is { } known ? new TopicRule(Prefix ?? string.Empty, known, Name ?? string.Empty, right) : ErrorCode.InvalidRequest;
    }

    private static string NameOf(TopicRuleSubject subject) => subject switch
    {
        TopicRuleSubject.Everyone => "everyone",
        TopicRuleSubject.User => "user",
        TopicRuleSubject.Role => "role",
    };
}
