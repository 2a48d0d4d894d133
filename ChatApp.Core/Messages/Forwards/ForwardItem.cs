namespace ChatApp.Core.Messages.Forwards;

/// <summary>One message to forward, and the sender's own id of the copy.</summary>
public sealed record ForwardItem(long Sequence, Guid ClientId);
