using ChatApp.Core.Messages.CatchUp;

namespace ChatApp.Core.Wire;

/// <summary>How far a device has a conversation, on the wire.</summary>
public sealed record WireCursor(WireConversation Conversation, long After)
{
    /// <summary>The cursor it stands for.</summary>
    public CatchUpCursor ToCursor() => new(Conversation.ToTarget(), After);
}
