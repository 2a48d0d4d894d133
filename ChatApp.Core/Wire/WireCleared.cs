namespace ChatApp.Core.Wire;

/// <summary>Up to where the conversation is cleared for the caller.</summary>
public sealed record WireCleared(long Sequence);
