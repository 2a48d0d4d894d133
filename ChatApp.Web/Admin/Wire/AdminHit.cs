using System.Globalization;
using ChatApp.Core.Moderation;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A hit as the hub sends it; the text is covered unless it was asked for.</summary>
public sealed record AdminHit(
    string Id, string Word, string Action, string Scope, string Author, string Place, string Text, int Start, int Length, DateTimeOffset At)
{
    /// <summary>Writes a hit.</summary>
    public static AdminHit From(SensitiveHit hit) => new(
        hit.Id.ToString(CultureInfo.InvariantCulture),
        hit.Word,
        hit.Action.ToString(),
        hit.Scope.ToString(),
        hit.Author.Value,
        hit.Place,
        hit.Original,
        hit.Start,
        hit.Length,
        hit.At);
}
