using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>Lists a person's conversations.</summary>
public sealed class ConversationService(IConversationStore store, ConversationDirectory directory)
{
    /// <summary>The most rows of one list.</summary>
    public const int MaxListed = 500;

    /// <summary>A person's conversations, the last active first; at most <see cref="MaxListed"/>.</summary>
    public Task<IReadOnlyList<ConversationSummary>> ListAsync(UserId user, CancellationToken cancellationToken)
        => store.ListSummariesAsync(user, only: null, MaxListed, cancellationToken);

    /// <summary>One row of a person's list, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<ConversationSummary>> GetAsync(UserId user, ConversationTarget target, CancellationToken cancellationToken)
    {
        if (!target.IsWellFormed)
        {
            return ErrorCode.NotFound;
        }

        var found = await store.ListSummariesAsync(user, target, limit: 1, cancellationToken);
        return found.Count == 0 ? ErrorCode.NotFound : found[0];
    }

    /// <summary>The row of the single chat with a person, which is made when there is none yet; <see cref="ErrorCode.NotFound"/> for nobody.</summary>
    public async Task<Outcome<ConversationSummary>> OpenWithAsync(UserId user, UserId person, CancellationToken cancellationToken)
    {
        var target = ConversationTarget.Person(person);
        return !target.IsWellFormed || await directory.ResolveAsync(ConversationKey.Of(user, target), cancellationToken) is null
            ? ErrorCode.NotFound
            : await GetAsync(user, target, cancellationToken);
    }
}
