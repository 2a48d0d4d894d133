using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ChatApp.Core.Moderation;

/// <summary>
/// What each character counts as when words are compared: its simplest form (compatibility form, no marks, small letter, simplified
/// Chinese), or one of the kinds of character that are no letter.
/// </summary>
internal static class TextFolding
{
    /// <summary>The character cannot be seen, or only decorates the one before it.</summary>
    public const char Ignorable = '\0';

    /// <summary>The character is a <see cref="TextGap.Symbol"/>.</summary>
    public const char Symbol = '\x1';

    /// <summary>The character is a <see cref="TextGap.Space"/>.</summary>
    public const char Space = '\x2';

    /// <summary>The character is a <see cref="TextGap.Sentence"/>.</summary>
    public const char Sentence = '\x3';

    /// <summary>The character stands for several: ask <see cref="Expand"/>.</summary>
    public const char Several = '\x4';

    private const string SentenceMarks = ",;:!?()\"'‘’“”…—–、。，！？；：（）《》〈〉「」『』【】〔〕﹁﹂¿¡";

    // Blank, though Unicode counts them as letters or symbols: the fillers of Hangul, the empty braille cell.
    private const string Blanks = "\u115F\u1160\u3164\uFFA0\u2800";

    // Latin letters that do not decompose, and letters from elsewhere that nobody tells from Latin ones.
    private const string AlwaysLatin = "ıiłløođdħhŧtɑaɡgɩiʋvſsðdəeօoսu";

    private static readonly FrozenDictionary<char, string> Expansions;
    private static readonly char[] Table = BuildTable(out Expansions);

    /// <summary>What a character of the basic plane counts as.</summary>
    public static char Of(char c) => Table[c];

    /// <summary>The characters that a character stands for when <see cref="Of"/> says <see cref="Several"/>.</summary>
    public static string Expand(char c) => Expansions[c];

    /// <summary>What a character beyond the basic plane counts as, in one or more characters.</summary>
    public static string OfHigh(Rune rune)
    {
        // Negative circled and squared letters, which Unicode gives no compatibility form.
        if (rune.Value is (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189))
        {
            return ((char)('a' + ((rune.Value - 0x1F150) % 0x20))).ToString();
        }

        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return string.Empty;
        }

        var folded = new StringBuilder();
        var plain = rune.ToString().Normalize(NormalizationForm.FormKD);
        foreach (var part in plain.EnumerateRunes())
        {
            if (part.IsBmp)
            {
                AppendLetters(folded, (char)part.Value);
            }
            else if (Rune.IsLetterOrDigit(part))
            {
                folded.Append(Rune.ToLowerInvariant(part).ToString());
            }
        }

        return folded.Length == 0 ? Symbol.ToString() : folded.ToString();
    }

    /// <summary>Whether a folded character belongs to a script that is written without spaces.</summary>
    public static bool IsIdeographic(char c)
        => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uD800' and <= '\uDFFF');

    private static void AppendLetters(StringBuilder target, char c)
    {
        var one = Table[c];
        if (one == Several)
        {
            target.Append(Expansions[c]);
        }
        else if (one > Several)
        {
            target.Append(one);
        }
    }

    private static char[] BuildTable(out FrozenDictionary<char, string> expansions)
    {
        var simplified = ReadSimplified();
        var several = new Dictionary<char, string>();
        var table = new char[char.MaxValue + 1];
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var c = (char)code;
            var folded = Fold(c, simplified);
            table[code] = folded.Length == 1 ? folded[0] : Several;
            if (folded.Length > 1)
            {
                several[c] = folded;
            }
        }

        expansions = several.ToFrozenDictionary();
        return table;
    }

    private static string Fold(char c, Dictionary<char, char> simplified)
    {
        if (c is >= '\u3400' and <= '\u9FFF')
        {
            return simplified.GetValueOrDefault(c, c).ToString();
        }

        if (KindOf(c) is { } kind)
        {
            return kind.ToString();
        }

        // Kana keep their voicing marks and Hangul its syllables: taken apart they would be other letters, not plainer ones.
        if (c is (>= '\u3040' and <= '\u30FF') or (>= '\uAC00' and <= '\uD7A3'))
        {
            return c.ToString();
        }

        if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
        {
            return ((char)('0' + digit)).ToString();
        }

        var plain = c.ToString().Normalize(NormalizationForm.FormKD)
            .Where(part => KindOf(part) is null)
            .Select(char.ToLowerInvariant)
            .Select(part => simplified.GetValueOrDefault(part, part))
            .Select(Latin);
        var letters = string.Concat(plain);
        return letters.Length == 0 ? Symbol.ToString() : letters;
    }

    private static char? KindOf(char c)
    {
        if (Blanks.Contains(c))
        {
            return Ignorable;
        }

        if (SentenceMarks.Contains(c))
        {
            return Sentence;
        }

        if (c is '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085')
        {
            return Space;
        }

        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => Ignorable,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Space,
            UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned => Symbol,
            UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.MathSymbol
                or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol => Symbol,
            UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.OtherPunctuation
                or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => Symbol,
            // Circled and squared letters are symbols too, and their compatibility form says which letter they show.
            UnicodeCategory.OtherSymbol when c.ToString().IsNormalized(NormalizationForm.FormKD) => Symbol,
            _ => null,
        };
    }

    private static char Latin(char c)
    {
        for (var i = 0; i < AlwaysLatin.Length; i += 2)
        {
            if (AlwaysLatin[i] == c)
            {
                return AlwaysLatin[i + 1];
            }
        }

        return c;
    }

    private static Dictionary<char, char> ReadSimplified()
    {
        using var resource = typeof(TextFolding).Assembly.GetManifestResourceStream("ChatApp.Core.Moderation.Resources.TraditionalToSimplified.txt")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var pairs = new Dictionary<char, char>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                foreach (var pair in line.Split(' '))
                {
                    pairs[pair[0]] = pair[1];
                }
            }
        }

        return pairs;
    }
}
