using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatApp.Web.Components.Chat;

/// <summary>Finds links and mentions in what people write. The pieces are drawn as text; nothing a person writes becomes markup.</summary>
public static partial class TextParts
{
    private const int MaxEmoji = 3;

    /// <summary>The pieces of a text, in order. <c>wwwroot/js/pending.js</c> does the same, so that a message looks alike before and after it is stored.</summary>
    public static IReadOnlyList<TextPart> Split(string text, MentionMarks mentions)
    {
        var parts = new List<TextPart>();
        var from = 0;
        foreach (var link in LinkPattern().EnumerateMatches(text))
        {
            AddWords(parts, text[from..link.Index], mentions);
            AddLink(parts, text.Substring(link.Index, link.Length));
            from = link.Index + link.Length;
        }

        AddWords(parts, text[from..], mentions);
        return parts;
    }

    /// <summary>Whether a text is nothing but one to three emoji, which are shown large.</summary>
    public static bool IsFewEmoji(string text)
    {
        var signs = StringInfo.GetTextElementEnumerator(text);
        var count = 0;
        while (signs.MoveNext())
        {
            var first = Rune.GetRuneAt(signs.GetTextElement(), 0);
            var emoji = first.Value is (>= 0x1F300 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or 0x2B50 or 0x2705;
            if (!emoji || ++count > MaxEmoji)
            {
                return false;
            }
        }

        return count > 0;
    }

    private static void AddLink(List<TextPart> parts, string written)
    {
        var address = written.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? $"https://{written}" : written;
        var safe = Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        parts.Add(safe ? new TextPart(TextPartKind.Link, written, uri!.AbsoluteUri) : new TextPart(TextPartKind.Plain, written));
    }

    private static void AddWords(List<TextPart> parts, string words, MentionMarks mentions)
    {
        var marks = mentions.Each().ToArray();
        while (words.Length > 0)
        {
            var (at, mark) = marks
                .Select(mark => (At: words.IndexOf(mark.Text, StringComparison.Ordinal), Mark: mark))
                .Where(hit => hit.At >= 0)
                .OrderBy(hit => hit.At)
                .FirstOrDefault((-1, default));
            if (at < 0)
            {
                break;
            }

            if (at > 0)
            {
                parts.Add(new TextPart(TextPartKind.Plain, words[..at]));
            }

            parts.Add(new TextPart(mark.Me ? TextPartKind.MentionMe : TextPartKind.Mention, mark.Text));
            words = words[(at + mark.Text.Length)..];
        }

        if (words.Length > 0)
        {
            parts.Add(new TextPart(TextPartKind.Plain, words));
        }
    }

    // Full-width signs end a link: Chinese sentences have no space after one.
    [GeneratedRegex("""(?<![A-Za-z0-9_])(?:https?://|www\.)[^\s<>"'`\u3000-\u303F\uFF00-\uFFEF]*[^\s<>"'`\u3000-\u303F\uFF00-\uFFEF.,;:!?)\]}]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 200)]
    private static partial Regex LinkPattern();
}
