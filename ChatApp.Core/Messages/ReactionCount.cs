namespace ChatApp.Core.Messages;

/// <summary>How often an emoji stands on a message.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many people chose it.</param>
/// <param name="Own">Whether the reader is one of them.</param>
public sealed record ReactionCount(string Emoji, int Count, bool Own);
