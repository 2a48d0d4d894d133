using System.Globalization;
using System.Text;

namespace ChatApp.Web.Components.Shared;

/// <summary>The colour and the letters that stand for a person.</summary>
public static class PersonLook
{
    private const int Hues = 10;
    private const int FirstIdeograph = 0x2E80;

    /// <summary>The class of the person's colour behind white letters.</summary>
    public static string Hue(string id) => $"hue-{Number(id)}";

    /// <summary>The class of the person's colour as a name on a bubble.</summary>
    public static string NameColor(string id) => $"name-{Number(id)}";

    /// <summary>One or two letters: the last two of a Chinese name, the first two of a Chinese group's, the initials of others.</summary>
    public static string Letters(string name, bool group = false)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.EnumerateRunes().Where(Rune.IsLetterOrDigit)))
            .Where(word => word.Length > 0)
            .ToArray();
        if (words.Length == 0)
        {
            return name.Length == 0 ? "?" : StringInfo.GetNextTextElement(name.Trim());
        }

        var first = words[0].EnumerateRunes().First();
        if (first.Value >= FirstIdeograph)
        {
            var signs = words[0].EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            return string.Concat(group ? signs.Take(2) : signs.TakeLast(2));
        }

        var last = words[^1].EnumerateRunes().First();
        return (words.Length == 1 ? first.ToString() : $"{first}{last}").ToUpper(CultureInfo.InvariantCulture);
    }

    // FNV-1a. string.GetHashCode differs from run to run, and people keep their colour.
    private static uint Number(string id)
    {
        var hash = 2166136261u;
        foreach (var unit in id)
        {
            hash = (hash ^ unit) * 16777619;
        }

        // The low bits of FNV differ little between short ids; the high ones are folded in.
        return (hash ^ (hash >> 16)) % Hues;
    }
}
