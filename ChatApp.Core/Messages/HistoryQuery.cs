namespace ChatApp.Core.Messages;

/// <summary>Which page of a conversation is wanted; at most one of the four places is given, and none means the newest page.</summary>
/// <param name="Before">Messages below this sequence.</param>
/// <param name="After">Messages above this sequence.</param>
/// <param name="Around">This sequence in the middle.</param>
/// <param name="At">The first message of this moment or later in the middle: a jump to a date.</param>
/// <param name="Limit">How many, 1 to <see cref="MessageLimits.MaxPage"/>.</param>
public sealed record HistoryQuery(long? Before = null, long? After = null, long? Around = null, DateTimeOffset? At = null, int Limit = 50);
