namespace ChatApp.Core.Moderation;

/// <summary>What moderation says about one text.</summary>
/// <param name="Kind">What shall become of it.</param>
/// <param name="Original">The text as it was written.</param>
/// <param name="Text">The text to keep and to show: masked where words ask for it, and of the same length as the original.</param>
/// <param name="Scope">What kind of text it is.</param>
/// <param name="Hits">The words found, by their place.</param>
/// <param name="ShownWords">The pieces of the author's own text that the author may be told about; empty unless it was refused and the
/// setting <c>Moderation.ShowWord</c> is on.</param>
public sealed record ModerationVerdict(
    VerdictKind Kind, string Original, string Text, ModerationScope Scope, IReadOnlyList<WordHit> Hits, IReadOnlyList<string> ShownWords);
