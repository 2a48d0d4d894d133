using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Retention;

/// <summary>Removes old messages, a few at a time.</summary>
public interface IRetentionStore
{
    /// <summary>Conversations of a kind that may have messages older than an id, and were not seen to the end for it yet.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="cutoff">The smallest id that is kept.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>Those without a rule of their own.</returns>
    Task<IReadOnlyList<ConversationId>> FindDueAsync(ConversationType type, MessageId cutoff, int limit, CancellationToken cancellationToken);

    /// <summary>Groups that have a rule of their own, with their days; 0 keeps everything.</summary>
    Task<IReadOnlyList<(ConversationId Conversation, int Days)>> ListOwnRulesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes a conversation's next messages below an id, with what hangs on them. Pinned and starred ones, and those under review,
    /// stay.
    /// </summary>
    /// <returns>How many were removed, and whether the conversation is done for this id.</returns>
    Task<(int Removed, bool Done)> RemoveAsync(ConversationId conversation, MessageId cutoff, int limit, CancellationToken cancellationToken);

    /// <summary>The rule of a group and what was done; <see langword="null"/> when there is no such group.</summary>
    Task<GroupRetention?> ReadGroupAsync(string group, CancellationToken cancellationToken);

    /// <summary>Sets a group's own rule in days, 0 for ever; <see langword="null"/> takes it back.</summary>
    Task SetGroupRuleAsync(string group, int? days, CancellationToken cancellationToken);

    /// <summary>What was done so far.</summary>
    Task<RetentionFigures> ReadFiguresAsync(CancellationToken cancellationToken);
}
