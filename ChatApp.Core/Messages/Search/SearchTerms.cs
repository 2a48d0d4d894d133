namespace ChatApp.Core.Messages.Search;

/// <summary>
/// Cuts folded texts into what the index knows: single signs and pairs of neighbours for Chinese, beginnings of words for other
/// languages, signs such as a slash, and who wrote.
/// </summary>
public static class SearchTerms
{
    // Beginnings of these lengths are in the index; a longer word is found by the longest of them and then by its text.
    private static readonly int[] Beginnings = [1, 2, 3, 4, 6, 9, 13];

    // Told apart from a term of text by its first character, which no text keeps.
    private const char SenderMark = '\u0001';

    /// <summary>Adds every term of a folded text.</summary>
    public static void AddAll(string folded, ISet<ulong> terms)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            var c = folded[i];
            if (SearchText.MakesWords(c))
            {
                var end = EndOfWord(folded, i);
                foreach (var length in Beginnings)
                {
                    if (length > end - i)
                    {
                        break;
                    }

                    terms.Add(Hash(folded.AsSpan(i, length)));
                }

                i = end - 1;
            }
            else if (c != ' ')
            {
                terms.Add(Hash(folded.AsSpan(i, 1)));
                if (i + 1 < folded.Length && folded[i + 1] != ' ' && !SearchText.MakesWords(folded[i + 1]))
                {
                    terms.Add(Hash(folded.AsSpan(i, 2)));
                }
            }
        }
    }

    /// <summary>Adds the terms that a message with this folded part in its text must have.</summary>
    public static void AddRequired(string token, ISet<ulong> terms)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (SearchText.MakesWords(token[i]))
            {
                var end = EndOfWord(token, i);
                terms.Add(Hash(token.AsSpan(i, Beginnings.Last(length => length <= end - i))));
                i = end - 1;
            }
            else if (i + 1 < token.Length && !SearchText.MakesWords(token[i + 1]))
            {
                terms.Add(Hash(token.AsSpan(i, 2)));
            }
            else if (i == 0 || SearchText.MakesWords(token[i - 1]))
            {
                terms.Add(Hash(token.AsSpan(i, 1)));
            }
        }
    }

    /// <summary>The term of everything that a person wrote.</summary>
    public static ulong OfSender(string sender) => Hash($"{SenderMark}{sender}");

    private static int EndOfWord(string text, int from)
    {
        var end = from + 1;
        while (end < text.Length && SearchText.MakesWords(text[end]))
        {
            end++;
        }

        return end;
    }

    // FNV-1a, and then a mixing step, as its upper bits alone are not even enough. The index keeps what it gives: never change it
    // without making the index anew.
    private static ulong Hash(ReadOnlySpan<char> term)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in term)
        {
            hash = (hash ^ c) * 1_099_511_628_211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCDUL;
        return hash ^ (hash >> 33);
    }
}
