namespace ChatApp.Core.Messages.Search;

/// <summary>Judges a text itself: the index only says where to look.</summary>
public sealed class SearchMatcher
{
    private readonly string[] _tokens;
    private readonly bool _links;

    /// <summary>Takes a query apart.</summary>
    public SearchMatcher(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        _tokens = [.. SearchText.Fold(query.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(SearchLimits.MaxTokens)];
        _links = query.Links;
        var terms = new HashSet<ulong>();
        foreach (var token in _tokens)
        {
            SearchTerms.AddRequired(token, terms);
        }

        if (query.From is { } sender)
        {
            terms.Add(SearchTerms.OfSender(sender.Value));
        }

        Terms = terms;
    }

    /// <summary>Whether there is any text to look for.</summary>
    public bool HasText => _tokens.Length > 0;

    /// <summary>What every message that is found has in the index.</summary>
    public IReadOnlyCollection<ulong> Terms { get; }

    /// <summary>Whether a text has every part: Chinese anywhere, words of other languages from their beginning.</summary>
    public bool Matches(string text)
    {
        if (_links && !SearchText.HasLink(text))
        {
            return false;
        }

        if (_tokens.Length == 0)
        {
            return true;
        }

        var folded = SearchText.Fold(text);
        foreach (var token in _tokens)
        {
            if (!Has(folded, token))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(string folded, string token)
    {
        var isWord = SearchText.MakesWords(token[0]);
        for (var at = folded.IndexOf(token, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(token, at + 1, StringComparison.Ordinal))
        {
            if (!isWord || at == 0 || !SearchText.MakesWords(folded[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
