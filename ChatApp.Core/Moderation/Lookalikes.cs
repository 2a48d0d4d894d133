using System.Collections.Frozen;

namespace ChatApp.Core.Moderation;

/// <summary>Cyrillic and Greek letters that look like Latin ones. Capitals count apart: Ν looks like N, and its small ν like v.</summary>
internal static class Lookalikes
{
    private const string Cyrillic = "АaВbЕeЗ3ІiЇiЈjКkМmНhОoРpСcТtУyХxЅsԌgԚqԜwаaеeёeоoрpсcуyхxіiїiјjѕsһhԁdԛqԝwкkмmтtѵv";
    private const string Greek = "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxαaβbιiκkνvοoρpτtυuχxωwγyηn";

    private static readonly FrozenDictionary<char, char> Latin = Read();

    /// <summary>The Latin letter that a letter, as it was written, looks like; '\0' for none.</summary>
    public static char Of(char c) => Latin.GetValueOrDefault(c);

    /// <summary>Whether a letter is Cyrillic or Greek.</summary>
    public static bool IsForeign(char c) => c is >= '\u0370' and <= '\u052F';

    private static FrozenDictionary<char, char> Read()
    {
        var pairs = new Dictionary<char, char>();
        foreach (var table in (string[])[Cyrillic, Greek])
        {
            for (var i = 0; i < table.Length; i += 2)
            {
                pairs[table[i]] = table[i + 1];
            }
        }

        return pairs.ToFrozenDictionary();
    }
}
