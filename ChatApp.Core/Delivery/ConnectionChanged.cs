using ChatApp.Core.Nodes;

namespace ChatApp.Core.Delivery;

/// <summary>A live connection was opened or closed.</summary>
public sealed record ConnectionChanged(ConnectionInfo Connection, bool Open) : NodeEvent;
