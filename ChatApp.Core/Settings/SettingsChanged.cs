using ChatApp.Core.Nodes;

namespace ChatApp.Core.Settings;

/// <summary>A setting of the server changed: every node reads the settings again.</summary>
public sealed record SettingsChanged(string Name) : NodeEvent;
