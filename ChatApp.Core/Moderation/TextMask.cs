namespace ChatApp.Core.Moderation;

/// <summary>Covers words in a text.</summary>
internal static class TextMask
{
    /// <summary>What covers one UTF-16 unit.</summary>
    public const char Cover = '*';

    /// <summary>
    /// Covers every unit of some words but line ends. The text keeps its length, so that a place behind a word stays where it was; a
    /// character of two units becomes two asterisks and is never cut in half.
    /// </summary>
    public static string Apply(string text, IEnumerable<WordHit> words)
    {
        var units = text.ToCharArray();
        foreach (var word in words)
        {
            foreach (ref var unit in units.AsSpan(word.Start, word.Length))
            {
                unit = unit is '\r' or '\n' ? unit : Cover;
            }
        }

        return new string(units);
    }
}
