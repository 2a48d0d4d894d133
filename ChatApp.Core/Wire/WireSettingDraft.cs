namespace ChatApp.Core.Wire;

/// <summary>A setting to set.</summary>
public sealed record WireSettingDraft(int Scope, string? Key, string? Value);
