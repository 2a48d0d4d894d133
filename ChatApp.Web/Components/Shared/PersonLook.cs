using System.Globalization;
using System.Text;

namespace ChatApp.Web.Components.Shared;

/// <summary>The colour and the letters that stand for a person.</summary>
public static class PersonLook
{
    private const int Hues = 10;

    /// <summary>The class of the person's colour behind white letters.</summary>
    public static string Hue(string id) => $"hue-{Number(id)}";

    /// <summary>The class of the person's colour as a name on a bubble.</summary>
    public static string NameColor(string id) => $"name-{Number(id)}";

    /// <summary>One or two letters: the last two of a Chinese name, the initials of others.</summary>
    public static string Letters(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return "?";
        }

        var elements = StringInfo.GetTextElementEnumerator(string.Concat(words));
        var signs = new List<string>();
        while (elements.MoveNext())
        {
            signs.Add(elements.GetTextElement());
        }

        if (signs.TrueForAll(sign => Rune.GetRuneAt(sign, 0).Value >= 0x2E80))
        {
            return string.Concat(signs.TakeLast(2));
        }

        var first = StringInfo.GetNextTextElement(words[0]);
        return (words.Length == 1 ? first : first + StringInfo.GetNextTextElement(words[^1])).ToUpper(CultureInfo.InvariantCulture);
    }

    // FNV-1a. string.GetHashCode differs from run to run, and people keep their colour.
    private static uint Number(string id)
    {
        var hash = 2166136261u;
        foreach (var unit in id)
        {
            hash = (hash ^ unit) * 16777619;
        }

        return hash % Hues;
    }
}
