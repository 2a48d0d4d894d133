using ChatApp.Core.Settings;

namespace ChatApp.Core.Administration;

/// <summary>A setting as the administration shows it.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Value">The value in force.</param>
/// <param name="Locked">Whether the configuration fixes it.</param>
public sealed record SettingView(SettingDefinition Definition, string Value, bool Locked);
