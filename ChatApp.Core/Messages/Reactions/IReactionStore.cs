using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Messages.Reactions;

/// <summary>Keeps the emoji on messages, a row for each person and emoji.</summary>
public interface IReactionStore
{
    /// <summary>Puts an emoji on a message.</summary>
    /// <returns>The change's number, <see langword="null"/> when it was there; or <see cref="ErrorCode.NotFound"/>,
    /// <see cref="ErrorCode.LimitReached"/>, or what the judge says.</returns>
    Task<Outcome<long?>> AddAsync(MessagePlace place, string emoji, DateTimeOffset now, MessageJudge judge, CancellationToken cancellationToken);

    /// <summary>Takes an emoji off a message.</summary>
    /// <returns>The change's number, <see langword="null"/> when it was not there; or <see cref="ErrorCode.NotFound"/>, or what the judge says.</returns>
    Task<Outcome<long?>> RemoveAsync(MessagePlace place, string emoji, MessageJudge judge, CancellationToken cancellationToken);

    /// <summary>Who chose what, the first first; at most <see cref="ReactionLimits.MaxPage"/>.</summary>
    Task<IReadOnlyList<Reactor>> ListAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken);
}
