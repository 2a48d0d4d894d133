using System.Text;
using ChatApp.Core.Moderation;

namespace ChatApp.Core.Messages.Search;

/// <summary>How texts are compared: without regard to case, width, accents, and simplified or traditional signs; and which characters make words.</summary>
public static class SearchText
{
    private const int FullWidth = 0xFEE0;

    /// <summary>The form in which a text is compared.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var simple = char.IsSurrogate(c) ? c : TextFolding.Of(c);
            switch (simple)
            {
                case TextFolding.Ignorable:
                    break;
                case TextFolding.Several:
                    folded.Append(TextFolding.Expand(c));
                    break;
                case <= TextFolding.Several:
                    // Signs stay what they are, but for their width: a dot in a file name is not any sign.
                    folded.Append(char.IsWhiteSpace(c) ? ' ' : c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - FullWidth) : c);
                    break;
                default:
                    folded.Append(simple);
                    break;
            }
        }

        return folded.ToString();
    }

    /// <summary>Whether a character is found by itself and by its neighbour: signs of Chinese, Japanese and Korean, and halves of emoji.</summary>
    public static bool StandsAlone(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uA960' and <= '\uA97F') or (>= '\uAC00' and <= '\uFAFF');

    /// <summary>Whether a character is part of a word that is found from its beginning.</summary>
    public static bool MakesWords(char c) => !StandsAlone(c) && !char.IsSurrogate(c) && char.IsLetterOrDigit(c);

    /// <summary>Whether a text has a link.</summary>
    public static bool HasLink(string text)
        => text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase);
}
