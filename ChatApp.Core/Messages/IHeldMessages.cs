using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Takes the messages that moderation keeps back: no door shows them until a moderator lets them through.</summary>
public interface IHeldMessages
{
    /// <summary>Keeps a message back.</summary>
    /// <param name="pending">The message.</param>
    /// <param name="dropped">Whether it is never to be shown; its author is answered in the same way.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A message of the state <see cref="MessageState.Held"/>, without a place; for a client id that was used before, the first result;
    /// or the refusals of <see cref="IMessageLog.AppendAsync"/>.</returns>
    ValueTask<Outcome<SentMessage>> KeepAsync(PendingMessage pending, bool dropped, CancellationToken cancellationToken);
}
