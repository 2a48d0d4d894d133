namespace ChatApp.Web.Api.Administration;

/// <summary>The rules for free topics, by prefix.</summary>
internal sealed record AdminTopicRuleList(IReadOnlyList<AdminTopicRule> Rules);
