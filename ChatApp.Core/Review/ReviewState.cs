namespace ChatApp.Core.Review;

/// <summary>What became of a message that moderation kept back.</summary>
public enum ReviewState
{
    /// <summary>It waits for a moderator.</summary>
    Waiting = 1,

    /// <summary>A moderator let it through; it is in the log, or about to be.</summary>
    Approved = 2,

    /// <summary>A moderator kept it back for good. Nobody is told.</summary>
    Rejected = 3,

    /// <summary>A word dropped it. Its author is answered as if it waited.</summary>
    Dropped = 4,
}
