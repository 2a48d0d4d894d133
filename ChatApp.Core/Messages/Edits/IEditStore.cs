using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Messages.Edits;

/// <summary>Changes the words of messages and keeps the earlier ones.</summary>
public interface IEditStore
{
    /// <summary>Writes new words; the same words again change nothing.</summary>
    /// <returns>The message; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.LimitReached"/> after
    /// <see cref="EditLimits.MaxVersions"/>, or what the judge says.</returns>
    Task<Outcome<EditedMessage>> EditAsync(MessagePlace place, string text, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken);

    /// <summary>The earlier versions, the first first, without the present one.</summary>
    Task<IReadOnlyList<MessageVersion>> ListVersionsAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken);
}
