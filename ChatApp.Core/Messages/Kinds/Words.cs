namespace ChatApp.Core.Messages.Kinds;

/// <summary>Puts texts together.</summary>
internal static class Words
{
    /// <summary>The texts that say something, with a space between.</summary>
    public static string Join(params string?[] texts) => string.Join(' ', texts.Where(text => !string.IsNullOrWhiteSpace(text)));

    /// <summary>The beginning of a text, without half a character at its end.</summary>
    public static string Cut(string text, int max)
        => text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
