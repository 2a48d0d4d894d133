using ChatApp.Core.Messages.CatchUp;

namespace ChatApp.Core.Wire;

/// <summary>A conversation that a device did not name, on the wire.</summary>
public sealed record WireNewConversation(WireConversation Conversation, long LastSequence, long ReadSequence, long Unread)
{
    /// <summary>The wire's form.</summary>
    public static WireNewConversation From(NewConversation found)
        => new(WireConversation.From(found.Conversation), found.LastSequence, found.ReadSequence, found.Unread);
}
