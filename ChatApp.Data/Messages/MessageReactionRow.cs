namespace ChatApp.Data.Messages;

/// <summary>One person's emoji on one message.</summary>
internal sealed class MessageReactionRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    public required string UserId { get; set; }

    public required string Emoji { get; set; }

    public DateTimeOffset ReactedAt { get; set; }
}
