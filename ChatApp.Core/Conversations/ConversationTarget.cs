using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>A conversation as one of its members names it, and as it stands on the wire.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Id">The other person of a single chat; else the group, room, channel or thing. 1 to 64 characters of <c>[A-Za-z0-9._-]</c>.</param>
/// <param name="Line">A second, third … conversation between the same parties; 0 for the usual one, at most 1,000.</param>
public readonly record struct ConversationTarget(ConversationType Type, string Id, int Line = 0)
{
    /// <summary>The highest line.</summary>
    public const int MaxLine = 1000;

    /// <summary>Whether type, id and line are in their ranges; whether there is such a conversation is another question.</summary>
    public bool IsWellFormed => Type is >= ConversationType.Single and <= ConversationType.Thing && Line is >= 0 and <= MaxLine && UserId.TryParse(Id, out _);

    /// <summary>The single chat with a person.</summary>
    public static ConversationTarget Person(UserId person) => new(ConversationType.Single, person.Value);

    /// <summary>The chat of a group.</summary>
    public static ConversationTarget Group(string groupId) => new(ConversationType.Group, groupId);
}
