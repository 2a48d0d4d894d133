namespace ChatApp.Core.Moderation;

/// <summary>What an editor enters for a word; see <see cref="SensitiveWord"/>.</summary>
public sealed record WordDraft(
    string Text,
    string Category = "",
    WordMatch Match = WordMatch.Contains,
    WordAction Action = WordAction.Refuse,
    ModerationScope Scopes = ModerationScope.All,
    bool Enabled = true,
    string Note = "",
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The draft that would leave a word as it is.</summary>
    public static WordDraft Of(SensitiveWord word)
        => new(word.Text, word.Category, word.Match, word.Action, word.Scopes, word.Enabled, word.Note, word.ExpiresAt);

    /// <summary>The draft with its texts trimmed.</summary>
    public WordDraft Trimmed() => this with { Text = Text.Trim(), Category = Category.Trim(), Note = Note.Trim() };

    /// <summary>Why the draft cannot be a word, or <see langword="null"/> when it can.</summary>
    public WordFault? FindFault()
    {
        if (!Fits(Text, SensitiveWord.MaxText) || !Fits(Category, SensitiveWord.MaxCategory) || !Fits(Note, SensitiveWord.MaxNote))
        {
            return WordFault.TooLong;
        }

        if (!Enum.IsDefined(Action) || !Enum.IsDefined(Match) || Scopes == ModerationScope.None || (Scopes & ~ModerationScope.All) != ModerationScope.None)
        {
            return WordFault.BadColumn;
        }

        return WordPattern.HasLetters(Text) ? null : WordFault.NoLetters;
    }

    private static bool Fits(string text, int max) => text.Length <= max && !text.Any(char.IsControl);
}
