namespace ChatApp.Data.Retention;

/// <summary>A message that is not removed while somebody reviews it.</summary>
internal sealed class RetentionHoldRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }
}
