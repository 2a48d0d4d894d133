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

        return
        [
            .. found
                .Select(hit => (hit.Pattern.Word, Span: normal.Span(hit.First, hit.First + hit.Pattern.Letters.Length - 1)))
                .Select(hit => new WordHit(hit.Word, hit.Span.Start, hit.Span.Length))
                .Distinct()
                .OrderBy(hit => hit.Start),
        ];
    }
}
