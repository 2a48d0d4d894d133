using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>A conversation as the store names it, the same for all its members.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Target">For a single chat both people, the lower id first, joined by a colon (no id holds one); else the target's id.</param>
/// <param name="Line">See <see cref="ConversationTarget.Line"/>.</param>
public readonly record struct ConversationKey(ConversationType Type, string Target, int Line)
{
    private const char Between = ':';

    /// <summary>The key of the conversation that a person names.</summary>
    public static ConversationKey Of(UserId viewer, ConversationTarget target)
    {
        if (target.Type != ConversationType.Single)
        {
            return new ConversationKey(target.Type, target.Id, target.Line);
        }

        var other = new UserId(target.Id);
        var (low, high) = viewer < other ? (viewer, other) : (other, viewer);
        return new ConversationKey(ConversationType.Single, $"{low}{Between}{high}", target.Line);
    }

    /// <summary>How a member names this conversation.</summary>
    public ConversationTarget SeenBy(UserId viewer)
    {
        if (Type != ConversationType.Single)
        {
            return new ConversationTarget(Type, Target, Line);
        }

        var (low, high) = People();
        return new ConversationTarget(Type, (viewer == low ? high : low).Value, Line);
    }

    /// <summary>The two people of a single chat; both are the same in the notes that one writes to oneself.</summary>
    public (UserId Low, UserId High) People()
    {
        var at = Target.IndexOf(Between, StringComparison.Ordinal);
        return (new UserId(Target[..at]), new UserId(Target[(at + 1)..]));
    }
}
