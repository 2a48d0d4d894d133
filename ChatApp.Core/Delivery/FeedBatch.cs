namespace ChatApp.Core.Delivery;

/// <summary>What a feed has to pass on now.</summary>
/// <param name="Items">In order; per conversation messages come in rising sequence without gaps.</param>
/// <param name="CaughtUp">Whether messages came from the log because the connection was behind: events may have been dropped then,
/// so a client reads again what it shows of lists and marks.</param>
/// <param name="Ended">Whether the session has ended and this is the last batch.</param>
public readonly record struct FeedBatch(IReadOnlyList<FeedItem> Items, bool CaughtUp, bool Ended);
