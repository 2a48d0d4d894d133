namespace ChatApp.Data.Messages;

/// <summary>A message that one person keeps for themselves.</summary>
internal sealed class MessageStarRow
{
    public required string UserId { get; set; }

    public long ConversationId { get; set; }

    public long Sequence { get; set; }

    /// <summary>Grows with each star: the list's order and its cursor.</summary>
    public long Id { get; set; }

    public DateTimeOffset StarredAt { get; set; }
}
