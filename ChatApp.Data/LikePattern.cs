namespace ChatApp.Data;

/// <summary>Makes patterns of LIKE from what people type, which is text to look for and never a pattern.</summary>
internal static class LikePattern
{
    /// <summary>Must be given to LIKE with every pattern made here: EF Core turns escaping off where it is left out.</summary>
    public const string Escape = "\\";

    public static string Containing(string text) => $"%{Escaped(text)}%";

    public static string StartingWith(string text) => $"{Escaped(text)}%";

    private static string Escaped(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
