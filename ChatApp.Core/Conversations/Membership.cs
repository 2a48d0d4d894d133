using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>One person's place in one conversation: the pass that every read of it asks for.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Key">How the store names it.</param>
/// <param name="User">The member.</param>
/// <param name="Role">What the member may do.</param>
/// <param name="JoinedSequence">What was written up to this sequence belongs not to the present stay; of it the member sees <see cref="EarlierStays"/> alone.</param>
/// <param name="LeftSequence">What was written after this sequence the member does not see; <see langword="null"/> while a member.</param>
/// <param name="LastSequence">The conversation's last sequence when this was read.</param>
/// <param name="ReadSequence">Read up to here.</param>
/// <param name="MutedUntil">May not write before; <see langword="null"/> for one who may.</param>
public sealed record Membership(
    ConversationId Conversation,
    ConversationKey Key,
    UserId User,
    MemberRole Role,
    long JoinedSequence,
    long? LeftSequence,
    long LastSequence,
    long ReadSequence,
    DateTimeOffset? MutedUntil)
{
    /// <summary>The last sequence the member may see.</summary>
    public long LastVisible => LeftSequence ?? LastSequence;

    /// <summary>What the member may see of former stays, rising and apart from each other; empty for who never left.</summary>
    public IReadOnlyList<SequenceRange> EarlierStays { get; init; } = [];

    /// <summary>Up to this sequence the conversation's messages were removed for their age, but for a few that are kept; 0 for none.</summary>
    public long RemovedUpTo { get; init; }

    /// <summary>When the conversation's last message was stored, or when it began.</summary>
    public DateTimeOffset LastMessageAt { get; init; }

    /// <summary>Everything the member may see, rising: former stays and the last one.</summary>
    public IReadOnlyList<SequenceRange> Visible => [.. EarlierStays, new SequenceRange(JoinedSequence + 1, LastVisible)];

    /// <summary>Whether the member may see the message of a sequence.</summary>
    public bool MaySee(long sequence) => (sequence > JoinedSequence && sequence <= LastVisible)
        || EarlierStays.Any(stay => sequence >= stay.From && sequence <= stay.To);

    /// <summary>How many messages wait unread.</summary>
    public long Unread => Math.Max(0, LastVisible - Math.Max(ReadSequence, JoinedSequence));
}
