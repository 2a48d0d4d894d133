namespace ChatApp.Data.Conversations;

/// <summary>One person's place in one conversation, with the marks that take the place of an inbox row per message.</summary>
internal sealed class MemberRow
{
    public long ConversationId { get; set; }

    public required string UserId { get; set; }

    public short Role { get; set; }

    /// <summary>What was written up to here the member does not see.</summary>
    public long JoinedSequence { get; set; }

    /// <summary>What was written after this the former member does not see; null while a member.</summary>
    public long? LeftSequence { get; set; }

    public long ReadSequence { get; set; }

    /// <summary>What others were shown as read before the member set the read mark back; 0 while it never was.</summary>
    public long ShownReadSequence { get; set; }

    public long DeliveredSequence { get; set; }

    public long ClearedSequence { get; set; }

    /// <summary>The last message that mentions this member by name; 0 for none.</summary>
    public long MentionedSequence { get; set; }

    public DateTimeOffset? MutedUntil { get; set; }

    public DateTimeOffset JoinedAt { get; set; }
}
