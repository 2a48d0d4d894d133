using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>A stored message: a place in a conversation's log.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Key">How the store names the conversation; <see cref="ConversationKey.SeenBy"/> gives a member's name for it.</param>
/// <param name="Sequence">The place in the conversation, gap-free from 1.</param>
/// <param name="Id">Unique in the product, growing with time.</param>
/// <param name="Sender">Who wrote it.</param>
/// <param name="ClientId">The sender's own id of it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text as everybody sees it: masked words are masked.</param>
/// <param name="Payload">A JSON object, or <see langword="null"/>.</param>
/// <param name="Mentions">User ids, or <see cref="MessageLimits.Everyone"/> alone; empty for none.</param>
/// <param name="ReplyTo">The sequence answered to, or <see langword="null"/>.</param>
/// <param name="WireType">WildfireChat's number of a custom kind, or <see langword="null"/>.</param>
/// <param name="State">What became of it.</param>
/// <param name="SentAt">When the server stored it; the sender's clock is never used.</param>
public sealed record Message(
    ConversationId Conversation,
    ConversationKey Key,
    long Sequence,
    MessageId Id,
    UserId Sender,
    Guid ClientId,
    MessageKind Kind,
    string Text,
    string? Payload,
    IReadOnlyList<string> Mentions,
    long? ReplyTo,
    int? WireType,
    MessageState State,
    DateTimeOffset SentAt)
{
    /// <summary>The session it was sent from, known only while it is delivered live; never stored.</summary>
    public SessionId? Origin { get; init; }

    /// <summary>How many times its words were written: 1 until it is edited.</summary>
    public int Version { get; init; } = 1;

    /// <summary>When its words were last changed, or <see langword="null"/>.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Who removed it for everyone, or <see langword="null"/>.</summary>
    public UserId? RecalledBy { get; init; }

    /// <summary>What hangs on it for one reader; <see langword="null"/> where nobody asked, as in a live copy.</summary>
    public MessageMarks? Marks { get; init; }

    /// <summary>What is left of it when it is recalled: who wrote when, and nothing of what.</summary>
    public Message WithoutWords(UserId recalledBy)
        => this with
        {
            Text = string.Empty,
            Payload = null,
            Mentions = [],
            ReplyTo = null,
            WireType = null,
            Version = 1,
            EditedAt = null,
            State = MessageState.Recalled,
            RecalledBy = recalledBy,
        };

    /// <summary>Whether it names a person, or everyone.</summary>
    public bool Mentioning(UserId user) => Mentions.Contains(user.Value) || (Mentions is [MessageLimits.Everyone] && Sender != user);
}
