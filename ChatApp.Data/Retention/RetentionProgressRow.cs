namespace ChatApp.Data.Retention;

/// <summary>How far retention has come in a conversation. Not in the conversation's own row, which is the lock of everybody who writes.</summary>
internal sealed class RetentionProgressRow
{
    public long ConversationId { get; set; }

    /// <summary>Up to here everything was removed, but for what is kept: the history begins after it.</summary>
    public long RemovedUpTo { get; set; }

    /// <summary>How many messages were removed.</summary>
    public long Removed { get; set; }

    /// <summary>Everything below this id was looked at.</summary>
    public long DoneBelow { get; set; }
}
