using ChatApp.Core.Moderation;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A word as a client of the hub enters it; what is left out counts as in <see cref="WordDraft"/>.</summary>
public sealed record AdminWordDraft(
    string Text,
    string? Category = null,
    string? Match = null,
    string? Action = null,
    IReadOnlyList<string>? Scopes = null,
    bool Enabled = true,
    string? Note = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Reads the draft, or <see langword="null"/> when a name in it is none.</summary>
    public WordDraft? ToDraft()
    {
        var scopes = string.Join(',', Scopes ?? [nameof(ModerationScope.All)]);
        return WireNames.TryRead<WordMatch>(Match ?? nameof(WordMatch.Contains), out var match)
            && WireNames.TryRead<WordAction>(Action ?? nameof(WordAction.Refuse), out var action)
            && WireNames.TryRead<ModerationScope>(scopes, out var scope)
            ? new WordDraft(Text ?? string.Empty, Category ?? string.Empty, match, action, scope, Enabled, Note ?? string.Empty, ExpiresAt)
            : null;
    }
}
