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

    /// <summary>The number of the last change to one of its messages; 0 for none.</summary>
    public long LastChange { get; set; }

    /// <summary>Who may mention everyone.</summary>
    public short MentionRule { get; set; }

    /// <summary>Who may pin messages.</summary>
    public short PinRule { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
