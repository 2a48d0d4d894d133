namespace ChatApp.Core.Moderation;

/// <summary>The whole list of words at one version.</summary>
public sealed record WordList(long Version, IReadOnlyList<SensitiveWord> Words);
