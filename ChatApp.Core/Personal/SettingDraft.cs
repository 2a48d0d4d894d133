namespace ChatApp.Core.Personal;

/// <summary>A setting that somebody wants to set.</summary>
/// <param name="Scope">The scope's number.</param>
/// <param name="Key">What it is about; empty where the scope has one value.</param>
/// <param name="Value">The value; empty for off.</param>
public sealed record SettingDraft(int Scope, string Key, string Value);
