namespace ChatApp.Checker.Judging;

/// <summary>How many messages the product says a person has not read, and how many there are when they are counted.</summary>
public sealed record UnreadCount(string User, string Conversation, long Told, long Counted);
