namespace ChatApp.Core.Moderation;

/// <summary>A word as it is looked for: its normal form, and the rules that tell a hit from an accident.</summary>
internal sealed class WordPattern
{
    // "soooo" is a disguise or an emphasis of "so"; two in a row are often another word, as "good" is not "god".
    private const int RunThatIsNoSpelling = 3;

    private readonly ushort[] _runs;
    private readonly bool[] _hasGap;
    private readonly bool _isIdeographic;

    private WordPattern(SensitiveWord word, NormalizedText normal)
    {
        Word = word;
        Letters = new string(normal.Letters, 0, normal.Count);
        _runs = normal.Runs[..normal.Count];
        _hasGap = [.. normal.Gaps.Take(normal.Count).Select(gap => gap != TextGap.None)];
        _isIdeographic = Letters.Any(TextFolding.IsIdeographic);
    }

    public SensitiveWord Word { get; }

    /// <summary>The letters to look for, no two the same in a row unless something stands between them.</summary>
    public string Letters { get; }

    /// <summary>The patterns of a word: one, or two when its letters may be Cyrillic or Greek as well as disguised Latin.</summary>
    public static IEnumerable<WordPattern> Of(SensitiveWord word)
    {
        var pattern = new WordPattern(word, TextNormalizer.Normalize(word.Text));
        if (pattern.Letters.Length > 0)
        {
            yield return pattern;
        }

        if (word.Text.Any(Lookalikes.IsForeign))
        {
            var asWritten = new WordPattern(word, TextNormalizer.Normalize(word.Text, foldLookalikes: false));
            if (asWritten.Letters.Length > 0 && asWritten.Letters != pattern.Letters)
            {
                yield return asWritten;
            }
        }
    }

    /// <summary>Whether a text could be found by a word at all.</summary>
    public static bool HasLetters(string text) => TextNormalizer.Normalize(text).Count > 0;

    /// <summary>Whether the letters found at a place are this word, and not pieces of others that happen to stand side by side.</summary>
    public bool Accepts(NormalizedText text, int first)
    {
        var last = first + Letters.Length - 1;
        return RunsFit(text, first)
            && Word.Match switch
            {
                WordMatch.Contains => true,
                WordMatch.WholeWord => text.StartsWord(first) && text.EndsWord(last),
                WordMatch.Exact => first == 0 && last == text.Count - 1,
            }
            && GapsFit(text, first, last);
    }

    private bool RunsFit(NormalizedText text, int first)
    {
        for (var i = 0; i < _runs.Length; i++)
        {
            var run = text.Runs[first + i];
            var atAnOpenEnd = Word.Match == WordMatch.Contains && (i == 0 || i == _runs.Length - 1);
            if (run != _runs[i] && (run < _runs[i] || !(atAnOpenEnd || run >= RunThatIsNoSpelling)))
            {
                return false;
            }
        }

        return true;
    }

    // "f.u.c.k" is the word; "the pen is" holds another one only for who does not read the spaces. What tells them apart: letters
    // spelled one by one, nothing touching the whole, and for Chinese, which has no spaces to respect, only punctuation.
    private bool GapsFit(NormalizedText text, int first, int last)
    {
        var worst = TextGap.None;
        var spelledOut = true;
        for (var i = first + 1; i <= last; i++)
        {
            var gap = text.Gaps[i];
            spelledOut &= gap != TextGap.None;
            if (gap > worst && !_hasGap[i - first])
            {
                worst = gap;
            }
        }

        if (worst == TextGap.None)
        {
            return true;
        }

        if (worst == TextGap.Break)
        {
            return false;
        }

        var stands = text.StartsWord(first) && text.EndsWord(last);
        return _isIdeographic
            ? worst <= TextGap.Space || (spelledOut && (stands || Letters.Length > 2))
            : stands && (worst == TextGap.Symbol || spelledOut);
    }
}
