namespace ChatApp.Core.Review;

/// <summary>A page of what was kept back.</summary>
/// <param name="Items">The items, the newest first.</param>
/// <param name="HasMore">Whether there are older ones.</param>
public sealed record ReviewPage(IReadOnlyList<ReviewItem> Items, bool HasMore);
