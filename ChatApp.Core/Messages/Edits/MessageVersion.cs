namespace ChatApp.Core.Messages.Edits;

/// <summary>What a message said at one time.</summary>
/// <param name="Version">1 for the words as they were sent.</param>
/// <param name="Text">The words.</param>
/// <param name="WrittenAt">When they were written.</param>
public sealed record MessageVersion(int Version, string Text, DateTimeOffset WrittenAt);
