namespace ChatApp.Core.Wire;

/// <summary>A conversation's pinned messages, the last pinned first.</summary>
public sealed record WirePins(IReadOnlyList<WirePin> Pins);
