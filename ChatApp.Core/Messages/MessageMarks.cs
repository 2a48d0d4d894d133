namespace ChatApp.Core.Messages;

/// <summary>What hangs on a message, as one reader sees it.</summary>
/// <param name="Reactions">The emoji, the first used first; empty for none.</param>
/// <param name="Pinned">Whether it stands above the conversation for all.</param>
/// <param name="Starred">Whether the reader keeps it.</param>
public sealed record MessageMarks(IReadOnlyList<ReactionCount> Reactions, bool Pinned, bool Starred)
{
    /// <summary>Nothing hangs on it.</summary>
    public static MessageMarks None { get; } = new([], Pinned: false, Starred: false);
}
