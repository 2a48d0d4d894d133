using ChatApp.Core.Moderation;

namespace ChatApp.Core.Administration;

/// <summary>A page of the list of words.</summary>
/// <param name="Words">The words.</param>
/// <param name="RecentHits">How often each was hit in the last seven days; words without a hit are left out.</param>
/// <param name="HasMore">Whether there is a page behind this one.</param>
public sealed record WordPage(IReadOnlyList<SensitiveWord> Words, IReadOnlyDictionary<long, int> RecentHits, bool HasMore);
