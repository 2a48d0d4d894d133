namespace ChatApp.Core.Wire;

/// <summary>Where the caller's read mark stands.</summary>
public sealed record WireMark(long Sequence);
