using ChatApp.Core.Moderation;

namespace ChatApp.Core.Administration;

/// <summary>What the words in force would do to a text.</summary>
/// <param name="Normalized">The text as words are compared with it, a space for each gap.</param>
/// <param name="Verdict">The verdict, with the words found.</param>
/// <param name="Version">The version of the list that was asked.</param>
public sealed record WordTrial(string Normalized, ModerationVerdict Verdict, long Version);
