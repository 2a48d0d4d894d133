namespace ChatApp.Data.Messages;

/// <summary>The last change of one kind to one message: what a device that was away asks for.</summary>
internal sealed class MessageChangeRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    public short Kind { get; set; }

    /// <summary>Rises by one with each change of the conversation, under its lock.</summary>
    public long Change { get; set; }
}
