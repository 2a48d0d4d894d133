namespace ChatApp.Core.Personal;

/// <summary>What a person typed in a conversation and has not sent.</summary>
/// <param name="Text">The text; empty for none.</param>
/// <param name="ReplyTo">The sequence answered to, or <see langword="null"/>.</param>
/// <param name="Others">What was typed on other devices at the same time, the newest first: the person chooses what to take over.</param>
/// <param name="Version">When it was last changed, on the person's own count of changes; 0 for never.</param>
public sealed record Draft(string Text, long? ReplyTo, IReadOnlyList<string> Others, long Version);
