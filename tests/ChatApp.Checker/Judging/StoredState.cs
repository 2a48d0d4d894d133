namespace ChatApp.Checker.Judging;

/// <summary>The database at the end.</summary>
public sealed record StoredState(
    IReadOnlyList<StoredMessage> Messages, IReadOnlyList<StoredStretch> Stretches, IReadOnlyList<UnreadCount> Unread);
