namespace ChatApp.Core.Messages.Changes;

/// <summary>A run of a conversation's changes.</summary>
/// <param name="Changes">The changes, rising; a later change of the same kind to the same message takes the place of an earlier one.</param>
/// <param name="Next">The number to ask after next time.</param>
/// <param name="HasMore">Whether there are more already.</param>
public sealed record ChangePage(IReadOnlyList<MessageChange> Changes, long Next, bool HasMore);
