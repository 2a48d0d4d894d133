namespace ChatApp.Data.Messages;

/// <summary>A message that one person deleted for themselves.</summary>
internal sealed class HiddenMessageRow
{
    public required string UserId { get; set; }

    public long ConversationId { get; set; }

    public long Sequence { get; set; }
}
