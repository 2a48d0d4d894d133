namespace ChatApp.Core.Wire;

/// <summary>One message to forward, and the sender's own UUID of the copy.</summary>
public sealed record WireForwardItem(long Sequence, string? ClientId);
