using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Asks the features above messages whether somebody may write to somebody.</summary>
public interface ISendGate
{
    /// <summary><see langword="null"/> when the sender may write, else why not. Answers from memory nearly always.</summary>
    ValueTask<ErrorCode?> CheckAsync(UserId sender, ConversationTarget target, CancellationToken cancellationToken);
}
