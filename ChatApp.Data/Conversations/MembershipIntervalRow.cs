namespace ChatApp.Data.Conversations;

/// <summary>A stretch of a conversation that one person, who left or came back, may see.</summary>
internal sealed class MembershipIntervalRow
{
    public long ConversationId { get; set; }

    public required string UserId { get; set; }

    /// <summary>The first sequence of the stretch.</summary>
    public long FromSequence { get; set; }

    /// <summary>The last sequence of the stretch; null while it goes on.</summary>
    public long? ToSequence { get; set; }
}
