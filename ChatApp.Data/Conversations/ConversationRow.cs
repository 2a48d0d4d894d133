namespace ChatApp.Data.Conversations;

/// <summary>A conversation. Its row is the lock under which messages are numbered and members change.</summary>
internal sealed class ConversationRow
{
    public long Id { get; set; }

    public short Type { get; set; }

    public required string Target { get; set; }

    public int Line { get; set; }

    public long LastSequence { get; set; }

    public DateTimeOffset LastMessageAt { get; set; }

    /// <summary>The last message that mentions everyone; 0 for none.</summary>
    public long EveryoneMentionedSequence { get; set; }

    public int MemberCount { get; set; }

    /// <summary>Only the owner and managers may write.</summary>
    public bool MutedForAll { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
