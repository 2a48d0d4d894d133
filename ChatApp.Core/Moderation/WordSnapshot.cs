namespace ChatApp.Core.Moderation;

/// <summary>The list of words at one version, ready to be searched by any number of threads.</summary>
internal sealed class WordSnapshot
{
    public static readonly WordSnapshot Empty = new(new WordList(Version: 0, []));

    private readonly WordAutomaton _automaton;

    public WordSnapshot(WordList list)
    {
        Version = list.Version;
        Count = list.Words.Count;
        _automaton = new WordAutomaton(list.Words.Where(word => word.Enabled && word.Scopes != ModerationScope.None).SelectMany(WordPattern.Of));
    }

    public long Version { get; }

    /// <summary>How many words the list has, those that are off included.</summary>
    public int Count { get; }

    /// <summary>The words in a text, by their place in the original.</summary>
    public IReadOnlyList<WordHit> Find(string text, ModerationScope scope, DateTimeOffset now)
    {
        var normal = TextNormalizer.Normalize(text);
        var found = _automaton.Find(
            normal, word => (word.Scopes & scope) != ModerationScope.None && (word.ExpiresAt is null || word.ExpiresAt > now));
        if (found.Count == 0)
        {
            return [];
        }

        var hits = new List<WordHit>(found.Count);
        foreach (var (pattern, first) in found)
        {
            var (start, length) = normal.Span(first, first + pattern.Letters.Length - 1);
            hits.Add(new WordHit(pattern.Word, start, length));
        }

        // A word of two patterns may be found by both.
        return [.. hits.DistinctBy(hit => (hit.Word.Id, hit.Start)).OrderBy(hit => hit.Start)];
    }
}
