using ChatApp.Core.Conversations;

namespace ChatApp.Core.Wire;

/// <summary>A conversation on the wire, as its reader names it.</summary>
public sealed record WireConversation(int Type, string? Id, int Line = 0)
{
    /// <summary>The target it names; whether it is well formed is judged by who uses it.</summary>
    public ConversationTarget ToTarget() => new((ConversationType)Type, Id ?? string.Empty, Line);

    /// <summary>The wire's form of a target.</summary>
    public static WireConversation From(ConversationTarget target) => new((int)target.Type, target.Id, target.Line);
}
