namespace ChatApp.Core.Moderation;

/// <summary>What an import would do to the list; nothing is done before it is applied.</summary>
/// <param name="Version">The version of the list it was made for.</param>
/// <param name="Added">Words that are new.</param>
/// <param name="Changed">Words whose text is in the list and something else differs, each with what it would become.</param>
/// <param name="Removed">Words that the file does not name; empty unless the import replaces the list.</param>
/// <param name="Unchanged">How many words of the file are in the list just so.</param>
/// <param name="BadLines">The lines that hold no word, with the reason; they are left out.</param>
public sealed record WordImportPlan(
    long Version,
    IReadOnlyList<WordDraft> Added,
    IReadOnlyList<(SensitiveWord Word, WordDraft Becomes)> Changed,
    IReadOnlyList<SensitiveWord> Removed,
    int Unchanged,
    IReadOnlyList<BadImportLine> BadLines);
