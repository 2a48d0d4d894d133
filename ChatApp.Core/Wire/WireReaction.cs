using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>An emoji on a message, and whether the reader chose it.</summary>
public sealed record WireReaction(string Emoji, int Count, bool? Own = null)
{
    /// <summary>The wire's form of a count.</summary>
    public static WireReaction From(ReactionCount reaction) => new(reaction.Emoji, reaction.Count, reaction.Own ? true : null);
}
