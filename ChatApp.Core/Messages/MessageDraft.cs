using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>A message that somebody wants to send.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Origin">The session it comes from; <see langword="null"/> for the server's own notices.</param>
/// <param name="To">Where to, as the sender names it.</param>
/// <param name="ClientId">Made by the sender: the same one again in the same conversation never makes a second message.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What people read and what moderation sees; up to <see cref="MessageLimits.MaxText"/> UTF-16 units.</param>
/// <param name="Payload">A JSON object for the kind, up to <see cref="MessageLimits.MaxPayloadBytes"/> bytes, or <see langword="null"/>.</param>
/// <param name="Mentions">User ids, or <see cref="MessageLimits.Everyone"/> alone.</param>
/// <param name="ReplyTo">The sequence answered to, or <see langword="null"/>.</param>
/// <param name="WireType">WildfireChat's number of a custom kind, or <see langword="null"/>.</param>
public sealed record MessageDraft(
    UserId Sender,
    SessionId? Origin,
    ConversationTarget To,
    Guid ClientId,
    MessageKind Kind,
    string Text,
    string? Payload = null,
    IReadOnlyList<string>? Mentions = null,
    long? ReplyTo = null,
    int? WireType = null)
{
    /// <summary>Whether the sender knows that a mention of everyone tells more than <see cref="ConversationRules.SmallGroup"/> people.</summary>
    public bool ConfirmEveryone { get; init; }
}
