namespace ChatApp.Core.Wire;

/// <summary>The settings that changed.</summary>
public sealed record WireSettings(IReadOnlyList<WireSetting> Settings);
