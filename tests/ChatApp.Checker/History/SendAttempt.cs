namespace ChatApp.Checker.History;

/// <summary>One attempt to send a message; a message whose outcome stayed unknown has several.</summary>
/// <param name="Actor">The client.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Conversation">Where to.</param>
/// <param name="ClientId">The message's own id.</param>
/// <param name="Invoked">When the attempt began, in ticks of one clock for all clients.</param>
/// <param name="Completed">When its outcome was known to the client.</param>
/// <param name="Outcome">What the client learnt.</param>
/// <param name="Sequence">The place that was acknowledged; 0 for none, or when the client is not told it.</param>
/// <param name="MessageId">The id that was acknowledged; 0 for none.</param>
/// <param name="Error">Why it was refused, or why nothing is known.</param>
public sealed record SendAttempt(
    string Actor,
    string User,
    string Conversation,
    Guid ClientId,
    long Invoked,
    long Completed,
    SendOutcome Outcome,
    long Sequence = 0,
    long MessageId = 0,
    string? Error = null);
