namespace ChatApp.Web.Components.Chat;

/// <summary>The mentions of one message as they stand in its text.</summary>
/// <param name="Shown">Each mention, for example <c>@Bob</c>, joined by line feeds: a value that can be compared.</param>
/// <param name="OfMe">Those that mean the reader, joined likewise.</param>
public sealed record MentionMarks(string Shown, string OfMe)
{
    /// <summary>No mentions.</summary>
    public static MentionMarks None { get; } = new(string.Empty, string.Empty);

    /// <summary>The mentions one by one, the longest first, so that @Ann does not take the place of @Anna.</summary>
    public IEnumerable<(string Text, bool Me)> Each()
    {
        var me = OfMe.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Shown.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .OrderByDescending(mark => mark.Length)
            .Select(mark => (mark, me.Contains(mark, StringComparer.Ordinal)));
    }
}
