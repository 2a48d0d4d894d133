namespace ChatApp.Core.Broker;

/// <summary>A rule for free topics as it is stored.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Rule">The rule.</param>
public sealed record StoredTopicRule(long Id, TopicRule Rule);
