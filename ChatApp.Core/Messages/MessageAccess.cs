using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>The one way to single messages: through the gate of their conversation.</summary>
public sealed class MessageAccess(ConversationAccess access, IMessageFinder finder)
{
    /// <summary>Lets a member in who may still act in the conversation.</summary>
    /// <returns>The membership; <see cref="ErrorCode.NotFound"/> for strangers, <see cref="ErrorCode.NotAMember"/> for one who left.</returns>
    public async Task<Outcome<Membership>> ActAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is null && membership.Value.LeftSequence is not null ? ErrorCode.NotAMember : membership;
    }

    /// <summary>Those of the messages that a person may read, rising; what was removed is there without its words.</summary>
    /// <returns>The messages, or <see cref="ErrorCode.NotFound"/> for strangers.</returns>
    public async Task<Outcome<IReadOnlyList<Message>>> ReadAsync(
        UserId user, ConversationTarget target, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is { } refusal ? refusal : Outcome.Of(await finder.FindAsync(membership.Value, sequences, cancellationToken));
    }

    /// <summary>One message that a person may read.</summary>
    /// <returns>The message, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Message>> ReadAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(user, target, [sequence], cancellationToken);
        return found.Refusal is { } refusal ? refusal : found.Value is [var message] ? message : ErrorCode.NotFound;
    }
}
