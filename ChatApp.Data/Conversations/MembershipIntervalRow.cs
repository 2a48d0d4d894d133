namespace ChatApp.Data.Conversations;

/// <summary>A former stay of one person who came back; the last stay is in the member's row, so that most people have none here.</summary>
internal sealed class MembershipIntervalRow
{
    public long ConversationId { get; set; }

    public required string UserId { get; set; }

    /// <summary>The first sequence of the stay.</summary>
    public long FromSequence { get; set; }

    /// <summary>The last sequence of the stay.</summary>
    public long ToSequence { get; set; }
}
