using ChatApp.Core.Kernel;

namespace ChatApp.Core.Moderation;

/// <summary>A word that the server looks for.</summary>
/// <param name="Id">The store's number.</param>
/// <param name="Text">The word as it was entered; unique. 1 to <see cref="MaxText"/> characters.</param>
/// <param name="Category">A heading to find it by; may be empty. Up to <see cref="MaxCategory"/> characters.</param>
/// <param name="Match">Where in a text it counts.</param>
/// <param name="Action">What happens to a text that holds it.</param>
/// <param name="Scopes">The kinds of text it is looked for in.</param>
/// <param name="Enabled">Whether it is looked for at all.</param>
/// <param name="Note">Why it is here; may be empty. Up to <see cref="MaxNote"/> characters.</param>
/// <param name="ExpiresAt">When it is no longer looked for; <see langword="null"/> for never.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="Version">The version of the whole list that this change made.</param>
public sealed record SensitiveWord(
    long Id,
    string Text,
    string Category,
    WordMatch Match,
    WordAction Action,
    ModerationScope Scopes,
    bool Enabled,
    string Note,
    DateTimeOffset? ExpiresAt,
    UserId ChangedBy,
    DateTimeOffset ChangedAt,
    long Version)
{
    /// <summary>The most characters of a word.</summary>
    public const int MaxText = 64;

    /// <summary>The most characters of a category.</summary>
    public const int MaxCategory = 64;

    /// <summary>The most characters of a note.</summary>
    public const int MaxNote = 200;
}
