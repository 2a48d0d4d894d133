using ChatApp.Core.Administration;

namespace ChatApp.Web.Admin.Wire;

/// <summary>What the words in force would do to a text.</summary>
public sealed record AdminVerdict(string Kind, string Text, string Normalized, IReadOnlyList<AdminSpan> Hits, long Version)
{
    /// <summary>Writes a trial.</summary>
    public static AdminVerdict From(WordTrial trial) => new(
        trial.Verdict.Kind.ToString(),
        trial.Verdict.Text,
        trial.Normalized,
        [.. trial.Verdict.Hits.Select(hit => new AdminSpan(hit.Word.Text, hit.Word.Action.ToString(), hit.Start, hit.Length))],
        trial.Version);
}
