using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>One person's place in one conversation: the pass that every read of it asks for.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Key">How the store names it.</param>
/// <param name="User">The member.</param>
/// <param name="Role">What the member may do.</param>
/// <param name="JoinedSequence">What was written up to this sequence the member does not see.</param>
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

    /// <summary>Whether the member may see the message of a sequence.</summary>
    public bool MaySee(long sequence) => sequence > JoinedSequence && sequence <= LastVisible;

    /// <summary>How many messages wait unread.</summary>
    public long Unread => Math.Max(0, LastVisible - Math.Max(ReadSequence, JoinedSequence));
}
