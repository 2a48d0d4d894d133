using System.Net;
using System.Text;

namespace ChatApp.Core.Moderation;

/// <summary>Reduces a text to what words are compared by. Used once per text: it keeps the state of the pass.</summary>
internal sealed class TextNormalizer
{
    private const char RightToLeftOverride = '\u202E';
    private const char PopDirection = '\u202C';

    // More than this between two letters and nobody reads them as one word.
    private const int MaxGapUnits = 16;

    // "&CounterClockwiseContourIntegral;" aside, no entity that stands for a letter is longer.
    private const int MaxEntityUnits = 12;

    private readonly string _text;
    private readonly bool _foldLookalikes;
    private readonly List<Letter> _letters;
    private TextGap _gap;
    private int _gapUnits;
    private int _tokenStart;
    private bool _tokenHasLookalike;
    private bool _tokenIsForeign;

    private TextNormalizer(string text, bool foldLookalikes)
    {
        _text = text;
        _foldLookalikes = foldLookalikes;
        _letters = new List<Letter>(text.Length);
    }

    /// <summary>Normalises a text.</summary>
    /// <param name="foldLookalikes">Whether Cyrillic and Greek letters that look Latin count as Latin, where their word is not plainly
    /// Cyrillic or Greek.</param>
    public static NormalizedText Normalize(string text, bool foldLookalikes = true)
    {
        if (!text.Contains(RightToLeftOverride))
        {
            return new TextNormalizer(text, foldLookalikes).Run();
        }

        var (seen, places) = AsSeen(text);
        return MapBack(new TextNormalizer(seen, foldLookalikes).Run(), text, places);
    }

    private NormalizedText Run()
    {
        for (var i = 0; i < _text.Length;)
        {
            i += Take(i);
        }

        EndToken();
        return Collapse();
    }

    private int Take(int at)
    {
        var c = _text[at];
        if (c == '&' && TryTakeEntity(at, out var units))
        {
            return units;
        }

        if (char.IsHighSurrogate(c) && at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1]))
        {
            TakeHigh(new Rune(c, _text[at + 1]), at, at + 2);
            return 2;
        }

        TakeBasic(c, at, at + 1);
        return 1;
    }

    private void TakeHigh(Rune rune, int start, int end)
    {
        var folded = TextFolding.OfHigh(rune);
        if (folded.Length == 0)
        {
            Ignore('\0', end);
            return;
        }

        if (folded[0] == TextFolding.Symbol)
        {
            Separate(TextGap.Symbol, end - start);
            return;
        }

        foreach (var letter in folded)
        {
            Add(letter, '\0', start, end);
        }
    }

    private void TakeBasic(char c, int start, int end)
    {
        var folded = TextFolding.Of(c);
        switch (folded)
        {
            case TextFolding.Ignorable:
                Ignore(c, end);
                break;
            case TextFolding.Symbol:
                // A full stop before a space ends a sentence; one inside "f.u.c.k" only hides a word.
                Separate(c == '.' && EndsSentence(end) ? TextGap.Sentence : TextGap.Symbol, end - start);
                break;
            case TextFolding.Space:
                Separate(TextGap.Space, end - start);
                break;
            case TextFolding.Sentence:
                Separate(TextGap.Sentence, end - start);
                break;
            case TextFolding.Several:
                foreach (var letter in TextFolding.Expand(c))
                {
                    Add(letter, '\0', start, end);
                }

                break;
            default:
                if (Lookalikes.IsForeign(c))
                {
                    var lookalike = Lookalikes.Of(c);
                    _tokenHasLookalike |= lookalike != '\0';
                    _tokenIsForeign |= lookalike == '\0';
                    Add(folded, lookalike, start, end);
                }
                else
                {
                    Add(folded, '\0', start, end);
                }

                break;
        }
    }

    private bool EndsSentence(int next) => next >= _text.Length || char.IsWhiteSpace(_text[next]);

    private bool TryTakeEntity(int at, out int units)
    {
        units = 0;
        var window = _text.AsSpan(at, Math.Min(MaxEntityUnits, _text.Length - at));
        var end = window.IndexOf(';');
        if (end < 2)
        {
            return false;
        }

        var entity = window[..(end + 1)].ToString();
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity || decoded.Length > 2)
        {
            return false;
        }

        units = entity.Length;
        if (decoded.Length == 2 && Rune.TryGetRuneAt(decoded, 0, out var rune))
        {
            TakeHigh(rune, at, at + units);
        }
        else
        {
            TakeBasic(decoded[0], at, at + units);
        }

        return true;
    }

    private void Add(char letter, char lookalike, int start, int end)
    {
        _letters.Add(new Letter(letter, lookalike, _gapUnits > MaxGapUnits ? TextGap.Break : _gap, start, end));
        _gap = TextGap.None;
        _gapUnits = 0;
    }

    private void Ignore(char c, int end)
    {
        // What decorates a letter goes where its letter goes, else a mask would leave an accent over an asterisk. The end of a
        // change of direction stays: without it the rest of the text would be turned round.
        if (_letters.Count > 0 && _gap == TextGap.None && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
        {
            _letters[^1] = _letters[^1] with { End = end };
        }
    }

    private void Separate(TextGap gap, int units)
    {
        EndToken();
        _gap = gap > _gap ? gap : _gap;
        _gapUnits += units;
    }

    // A word that holds one letter which no Latin letter looks like is Russian or Greek, and none of its letters is a disguise.
    private void EndToken()
    {
        if (_foldLookalikes && _tokenHasLookalike && !_tokenIsForeign)
        {
            for (var i = _tokenStart; i < _letters.Count; i++)
            {
                if (_letters[i].Lookalike != '\0')
                {
                    _letters[i] = _letters[i] with { Value = _letters[i].Lookalike };
                }
            }
        }

        _tokenStart = _letters.Count;
        _tokenHasLookalike = false;
        _tokenIsForeign = false;
    }

    private NormalizedText Collapse()
    {
        var count = _letters.Count;
        var letters = new char[count];
        var runs = new ushort[count];
        var starts = new int[count];
        var ends = new int[count];
        var gaps = new TextGap[count];
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var letter = _letters[i];
            if (last >= 0 && letters[last] == letter.Value && (letter.Gap == TextGap.None || (StandsAlone(i - 1) && StandsAlone(i))))
            {
                runs[last] = (ushort)Math.Min(ushort.MaxValue, runs[last] + 1);
                ends[last] = letter.End;
                continue;
            }

            last++;
            (letters[last], runs[last], starts[last], ends[last], gaps[last]) = (letter.Value, 1, letter.Start, letter.End, letter.Gap);
        }

        return new NormalizedText
        {
            Original = _text,
            Count = last + 1,
            Letters = letters,
            Runs = runs,
            Starts = starts,
            Ends = ends,
            Gaps = gaps,
            GapAtEnd = _gap,
        };
    }

    // The double letter of a word that is spelled out, as in "h e l l".
    private bool StandsAlone(int letter)
        => (letter == 0 || _letters[letter].Gap is > TextGap.None and < TextGap.Break)
            && (letter == _letters.Count - 1 || _letters[letter + 1].Gap is > TextGap.None and < TextGap.Break);

    // What a reader sees of a text with right-to-left overrides: the overridden stretches backwards. Places maps each unit back.
    private static (string Seen, int[] Places) AsSeen(string text)
    {
        var places = Enumerable.Range(0, text.Length).ToArray();
        for (var start = text.IndexOf(RightToLeftOverride); start >= 0;)
        {
            var end = text.AsSpan(start + 1).IndexOfAny(PopDirection, '\n', RightToLeftOverride);
            end = end < 0 ? text.Length : start + 1 + end;
            Array.Reverse(places, start + 1, end - start - 1);
            for (var i = start + 1; i + 1 < end; i++)
            {
                // A pair that was turned round is turned back: it is one character.
                if (char.IsLowSurrogate(text[places[i]]) && char.IsHighSurrogate(text[places[i + 1]]))
                {
                    (places[i], places[i + 1]) = (places[i + 1], places[i]);
                    i++;
                }
            }

            var next = end < text.Length ? text.IndexOf(RightToLeftOverride, end) : -1;
            start = next;
        }

        return (string.Concat(places.Select(place => text[place])), places);
    }

    private static NormalizedText MapBack(NormalizedText seen, string original, int[] places)
    {
        var starts = new int[seen.Count];
        var ends = new int[seen.Count];
        for (var letter = 0; letter < seen.Count; letter++)
        {
            var units = places.AsSpan(seen.Starts[letter], seen.Ends[letter] - seen.Starts[letter]);
            starts[letter] = int.MaxValue;
            foreach (var place in units)
            {
                starts[letter] = Math.Min(starts[letter], place);
                ends[letter] = Math.Max(ends[letter], place + 1);
            }
        }

        return new NormalizedText
        {
            Original = original,
            Count = seen.Count,
            Letters = seen.Letters,
            Runs = seen.Runs,
            Starts = starts,
            Ends = ends,
            Gaps = seen.Gaps,
            GapAtEnd = seen.GapAtEnd,
        };
    }

    private readonly record struct Letter(char Value, char Lookalike, TextGap Gap, int Start, int End);
}
