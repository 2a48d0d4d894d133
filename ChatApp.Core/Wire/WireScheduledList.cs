namespace ChatApp.Core.Wire;

/// <summary>The caller's messages that wait or were refused, the next due first.</summary>
/// <param name="Messages">The messages.</param>
public sealed record WireScheduledList(IReadOnlyList<WireScheduled> Messages);
