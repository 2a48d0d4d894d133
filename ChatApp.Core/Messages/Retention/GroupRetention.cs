namespace ChatApp.Core.Messages.Retention;

/// <summary>How long a group's messages are kept, and what was removed of them.</summary>
/// <param name="Group">The group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Days">The group's own rule: how many days, 0 for ever; <see langword="null"/> when the setting for all groups applies.</param>
/// <param name="RemovedUpTo">The history begins after this sequence.</param>
/// <param name="Removed">How many messages were removed.</param>
public sealed record GroupRetention(string Group, string Name, int? Days, long RemovedUpTo, long Removed);
