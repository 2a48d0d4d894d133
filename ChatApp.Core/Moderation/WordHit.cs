namespace ChatApp.Core.Moderation;

/// <summary>A word found in a text.</summary>
/// <param name="Word">The word.</param>
/// <param name="Start">Where it starts in the original text, in UTF-16 units.</param>
/// <param name="Length">How far it reaches, separators and invisible characters between its letters included.</param>
public sealed record WordHit(SensitiveWord Word, int Start, int Length);
