namespace ChatApp.Data.Messages;

/// <summary>A message. The table is partitioned, which EF Core cannot say: the migration <c>PartitionedMessages</c> makes it.</summary>
internal sealed class MessageRow
{
    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    public long Id { get; set; }

    public required string SenderId { get; set; }

    public Guid ClientId { get; set; }

    public short Kind { get; set; }

    public short State { get; set; }

    public required string Text { get; set; }

    public string? Payload { get; set; }

    /// <summary>User ids, or <c>*</c>; null for none.</summary>
    public string[]? Mentions { get; set; }

    public long? ReplyTo { get; set; }

    public int? WireType { get; set; }

    public DateTimeOffset SentAt { get; set; }

    /// <summary>How many times the words were written, the first time included; null for once.</summary>
    public int? Version { get; set; }

    public DateTimeOffset? EditedAt { get; set; }

    public string? RecalledBy { get; set; }
}
