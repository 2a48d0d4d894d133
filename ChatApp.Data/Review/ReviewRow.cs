namespace ChatApp.Data.Review;

/// <summary>A message that moderation kept back. It lies apart from the log, so that no reader of the log can meet it.</summary>
internal sealed class ReviewRow
{
    public long Id { get; set; }

    public long ConversationId { get; set; }

    public required string SenderId { get; set; }

    public Guid ClientId { get; set; }

    public short Kind { get; set; }

    public required string Text { get; set; }

    public string? Payload { get; set; }

    /// <summary>User ids, or <c>*</c> alone; none is <see langword="null"/>.</summary>
    public string[]? Mentions { get; set; }

    public long? ReplyTo { get; set; }

    public int? WireType { get; set; }

    public short State { get; set; }

    public DateTimeOffset HeldAt { get; set; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Its place in the log, once it was approved and appended.</summary>
    public long? Sequence { get; set; }
}
