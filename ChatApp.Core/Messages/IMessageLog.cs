using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Appends to the conversations' logs, many messages to a transaction.</summary>
public interface IMessageLog
{
    /// <summary>Writes one message and waits until it is committed. Membership and muting are judged in the same transaction.</summary>
    /// <param name="pending">The message.</param>
    /// <param name="cancellationToken">Observed until the message is taken by a writer, and not after.</param>
    /// <returns>The stored message, or <see cref="ErrorCode.NotAMember"/>, <see cref="ErrorCode.Muted"/>, <see cref="ErrorCode.TooBusy"/>
    /// when too many wait, or <see cref="ErrorCode.Unavailable"/> when the outcome could not be learnt: trying again is safe.</returns>
    ValueTask<Outcome<SentMessage>> AppendAsync(PendingMessage pending, CancellationToken cancellationToken);
}
