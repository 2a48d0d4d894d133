using ChatApp.Core.Nodes;

namespace ChatApp.Core.Moderation;

/// <summary>The list of words reached a version: every node that has an older one reads it again.</summary>
public sealed record WordsChanged(long Version) : NodeEvent;
