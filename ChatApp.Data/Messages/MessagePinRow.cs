namespace ChatApp.Data.Messages;

/// <summary>A message that stands above its conversation for all.</summary>
internal sealed class MessagePinRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    public required string PinnedBy { get; set; }

    public DateTimeOffset PinnedAt { get; set; }
}
