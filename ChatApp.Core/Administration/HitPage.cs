using ChatApp.Core.Moderation;

namespace ChatApp.Core.Administration;

/// <summary>A page of hits, whose texts are covered.</summary>
public sealed record HitPage(IReadOnlyList<SensitiveHit> Hits, bool HasMore);
