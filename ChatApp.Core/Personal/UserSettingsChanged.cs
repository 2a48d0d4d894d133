using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Personal;

/// <summary>A person changed settings: who keeps them in memory forgets them.</summary>
public sealed record UserSettingsChanged(UserId User) : NodeEvent;
