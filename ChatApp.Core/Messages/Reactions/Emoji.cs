using System.Globalization;
using System.Text;

namespace ChatApp.Core.Messages.Reactions;

/// <summary>Tells emoji from other texts.</summary>
public static class Emoji
{
    private const int Keycap = 0x20E3;
    private const int PictureShape = 0xFE0F;
    private const int Joiner = 0x200D;

    // Unicode's Emoji property, in whole blocks where nearly all of a block has it; the digits, whose emoji are keycaps, stand apart.
    private static readonly (int First, int Last)[] Pictures =
    [
        (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139), (0x2194, 0x2199), (0x21A9, 0x21AA),
        (0x231A, 0x231B), (0x2328, 0x2328), (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2), (0x25AA, 0x25AB),
        (0x25B6, 0x25B6), (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B07), (0x2B1B, 0x2B1C),
        (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299), (0x1F004, 0x1F004),
        (0x1F0CF, 0x1F0CF), (0x1F170, 0x1F171), (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F201, 0x1F202),
        (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F250, 0x1F251), (0x1F300, 0x1FAFF),
    ];

    /// <summary>Whether a text is exactly one emoji of up to <see cref="ReactionLimits.MaxBytes"/> bytes.</summary>
    public static bool IsOne(string? text)
    {
        if (string.IsNullOrEmpty(text)
            || text.Length > ReactionLimits.MaxBytes
            || Encoding.UTF8.GetByteCount(text) > ReactionLimits.MaxBytes
            || StringInfo.GetNextTextElementLength(text) != text.Length)
        {
            return false;
        }

        var runes = text.EnumerateRunes().Select(rune => rune.Value).ToArray();
        if (IsRegional(runes[0]))
        {
            // Two letters make a flag; one alone is a letter in a box.
            return runes.Length == 2 && IsRegional(runes[1]);
        }

        return IsKeycap(runes) || (IsPicture(runes[0]) && runes.All(IsPart));
    }

    private static bool IsKeycap(int[] runes) => runes.Length is 2 or 3 && runes[0] is '#' or '*' or (>= '0' and <= '9') && runes[^1] == Keycap;

    private static bool IsPart(int rune) => rune is Joiner or PictureShape || IsPicture(rune) || IsTag(rune);

    private static bool IsPicture(int rune) => Pictures.Any(range => rune >= range.First && rune <= range.Last);

    private static bool IsRegional(int rune) => rune is >= 0x1F1E6 and <= 0x1F1FF;

    // The letters of Scotland's flag and others, which follow a black flag.
    private static bool IsTag(int rune) => rune is >= 0xE0020 and <= 0xE007F;
}
