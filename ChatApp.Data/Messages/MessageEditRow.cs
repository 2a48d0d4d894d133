namespace ChatApp.Data.Messages;

/// <summary>What a message said before an edit. The present words are in the message itself.</summary>
internal sealed class MessageEditRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    /// <summary>From 1: the words as they were sent.</summary>
    public int Version { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset WrittenAt { get; set; }
}
