using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Delivery;

/// <summary>A person's first connection came, or the last one went.</summary>
public sealed record PresenceChanged(UserId User, bool Online) : NodeEvent;
