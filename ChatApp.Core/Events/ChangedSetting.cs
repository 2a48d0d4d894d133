namespace ChatApp.Core.Events;

/// <summary>A person's setting after a change.</summary>
/// <param name="Scope">The scope's number.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Value">The value; empty for off.</param>
/// <param name="Version">The person's count of changes at it. What a device already knows has the same or a higher one.</param>
public sealed record ChangedSetting(int Scope, string Key, string Value, long Version);
