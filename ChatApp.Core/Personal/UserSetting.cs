namespace ChatApp.Core.Personal;

/// <summary>One setting of one person.</summary>
/// <param name="Scope">The scope's number.</param>
/// <param name="Key">What it is about; empty where the scope has one value.</param>
/// <param name="Value">The value; empty for off.</param>
/// <param name="Version">When it was last changed, on the person's own count of changes.</param>
public sealed record UserSetting(int Scope, string Key, string Value, long Version);
