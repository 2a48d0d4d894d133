using System.Globalization;
using ChatApp.Core.Moderation;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A word as the hub sends it. Numbers beyond 2^53 cannot happen, and ids are strings all the same, as everywhere on the wire.</summary>
public sealed record AdminWord(
    string Id,
    string Text,
    string Category,
    string Match,
    string Action,
    IReadOnlyList<string> Scopes,
    bool Enabled,
    string Note,
    DateTimeOffset? ExpiresAt,
    string ChangedBy,
    DateTimeOffset ChangedAt,
    long Version,
    int RecentHits = 0)
{
    /// <summary>Writes a word.</summary>
    public static AdminWord From(SensitiveWord word, int recentHits = 0) => new(
        word.Id.ToString(CultureInfo.InvariantCulture),
        word.Text,
        word.Category,
        word.Match.ToString(),
        word.Action.ToString(),
        word.Scopes.ToString().Split(", "),
        word.Enabled,
        word.Note,
        word.ExpiresAt,
        word.ChangedBy.Value,
        word.ChangedAt,
        word.Version,
        recentHits);
}
