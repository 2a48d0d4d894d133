using System.Globalization;
using System.Text;

namespace ChatApp.Core.Moderation;

/// <summary>
/// The file of words that is imported and exported: one word a line, or comma-separated columns
/// <c>word,category,match,action,scopes,enabled,note,expires</c>, of which all but the first may be missing or empty.
/// </summary>
public static class WordFile
{
    private const int MaxShownLine = 80;

    private static readonly string[] Columns = ["word", "category", "match", "action", "scopes", "enabled", "note", "expires"];

    // Files of word lists come from Windows as often as from anywhere: what is no UTF-8 is GB18030, which GBK and GB2312 are parts of.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text of a file in UTF-8 or UTF-16 with or without its mark, or in GBK.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    /// <summary>Reads the words of a file. Empty lines and lines that start with <c>#</c> are passed over.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="defaults">What a column that is missing or empty counts as.</param>
    public static (IReadOnlyList<WordDraft> Words, IReadOnlyList<BadImportLine> BadLines) Read(string text, WordDraft defaults)
    {
        var words = new List<WordDraft>();
        var bad = new List<BadImportLine>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var columns = Columns;
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#')
            {
                continue;
            }

            var cells = CsvLine.Read(trimmed.ToString());
            if (words.Count == 0 && bad.Count == 0 && IsHeader(cells))
            {
                columns = [.. cells.Select(cell => cell.Trim().ToLowerInvariant())];
                continue;
            }

            var draft = ReadWord(cells, columns, defaults);
            var fault = draft is null ? WordFault.BadColumn : draft.FindFault();
            if (fault is null && !seen.Add(draft!.Text))
            {
                fault = WordFault.Repeated;
            }

            if (fault is { } reason)
            {
                bad.Add(new BadImportLine(number, trimmed[..Math.Min(MaxShownLine, trimmed.Length)].ToString(), reason));
            }
            else
            {
                words.Add(draft!);
            }
        }

        return (words, bad);
    }

    /// <summary>Writes words as a file that <see cref="Read"/> reads and a spreadsheet opens without running anything in it.</summary>
    public static string Write(IEnumerable<SensitiveWord> words)
    {
        var file = new StringBuilder();
        file.Append('\uFEFF').Append(CsvLine.Write(Columns)).Append("\r\n");
        foreach (var word in words)
        {
            file.Append(CsvLine.Write(
                word.Text,
                word.Category,
                word.Match.ToString(),
                word.Action.ToString(),
                word.Scopes.ToString().Replace(", ", " ", StringComparison.Ordinal),
                word.Enabled ? "true" : "false",
                word.Note,
                word.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty)).Append("\r\n");
        }

        return file.ToString();
    }

    private static bool IsHeader(IReadOnlyList<string> cells)
        => cells[0].Trim().Equals(Columns[0], StringComparison.OrdinalIgnoreCase)
            && cells.All(cell => Columns.Contains(cell.Trim(), StringComparer.OrdinalIgnoreCase));

    private static WordDraft? ReadWord(IReadOnlyList<string> cells, string[] columns, WordDraft defaults)
    {
        var draft = defaults with { Text = string.Empty };
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i].Trim();
            if (cell.Length == 0)
            {
                continue;
            }

            var filled = i < columns.Length ? Fill(draft, columns[i], cell) : null;
            if (filled is null)
            {
                return null;
            }

            draft = filled;
        }

        return draft;
    }

    private static WordDraft? Fill(WordDraft draft, string column, string cell) => column switch
    {
        "word" => draft with { Text = cell },
        "category" => draft with { Category = cell },
        "note" => draft with { Note = cell },
        "match" when TryRead<WordMatch>(cell, out var match) => draft with { Match = match },
        "action" when TryRead<WordAction>(cell, out var action) => draft with { Action = action },
        "scopes" when TryRead<ModerationScope>(cell.Replace(' ', ','), out var scopes) => draft with { Scopes = scopes },
        "enabled" when bool.TryParse(cell, out var enabled) => draft with { Enabled = enabled },
        "expires" when DateTimeOffset.TryParse(
            cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expires)
            => draft with { ExpiresAt = expires },
        _ => null,
    };

    // Names only: Enum.TryParse would take any number.
    private static bool TryRead<T>(string cell, out T value)
        where T : struct, Enum
    {
        value = default;
        return !cell.Any(char.IsAsciiDigit) && Enum.TryParse(cell, ignoreCase: true, out value);
    }
}
