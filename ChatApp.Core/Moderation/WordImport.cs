namespace ChatApp.Core.Moderation;

/// <summary>Compares a file of words with the list.</summary>
public static class WordImport
{
    /// <summary>What an import would do.</summary>
    public static WordImportPlan Plan(WordList list, string file, bool replace, WordDraft defaults, int maxWords)
    {
        var (drafts, faults) = WordFile.Read(file, defaults);
        var badLines = faults.ToList();
        var byText = list.Words.ToDictionary(word => word.Text, StringComparer.Ordinal);
        var added = new List<WordDraft>();
        var changed = new List<(SensitiveWord, WordDraft)>();
        var named = new HashSet<long>();
        foreach (var draft in drafts)
        {
            if (!byText.TryGetValue(draft.Text, out var word))
            {
                added.Add(draft);
                continue;
            }

            named.Add(word.Id);
            if (WordDraft.Of(word) != draft)
            {
                changed.Add((word, draft));
            }
        }

        var unchanged = named.Count - changed.Count;
        var removed = replace ? list.Words.Where(word => !named.Contains(word.Id)).ToList() : [];
        var room = Math.Max(0, maxWords - (list.Words.Count - removed.Count));
        foreach (var draft in added.Skip(room))
        {
            badLines.Add(new BadImportLine(Line: 0, draft.Text, WordFault.TooMany));
        }

        return new WordImportPlan(list.Version, [.. added.Take(room)], changed, removed, unchanged, badLines);
    }
}
