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
}
