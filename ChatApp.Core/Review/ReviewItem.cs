using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Review;

/// <summary>A message that moderation kept back.</summary>
/// <param name="Id">Its number, growing.</param>
/// <param name="Pending">The message, ready to be appended to its conversation's log.</param>
/// <param name="State">What became of it.</param>
/// <param name="HeldAt">When it was kept back.</param>
/// <param name="DecidedBy">Who decided, or <see langword="null"/>.</param>
/// <param name="DecidedAt">When, or <see langword="null"/>.</param>
/// <param name="Sequence">Its place in the log once it is there.</param>
public sealed record ReviewItem(
    long Id, PendingMessage Pending, ReviewState State, DateTimeOffset HeldAt, UserId? DecidedBy, DateTimeOffset? DecidedAt, long? Sequence);
