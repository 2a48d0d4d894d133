using ChatApp.Core.Nodes;

namespace ChatApp.Core.Broker;

/// <summary>The rules for free topics have changed: every node reads them again.</summary>
public sealed record TopicRulesChanged : NodeEvent;
