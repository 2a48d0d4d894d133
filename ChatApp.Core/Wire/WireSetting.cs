namespace ChatApp.Core.Wire;

/// <summary>A setting of the reader on the wire; an empty value is off.</summary>
public sealed record WireSetting(int Scope, string Key, string Value, long Version);
