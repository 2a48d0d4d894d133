using ChatApp.Core.Kernel;

namespace ChatApp.Core.Moderation;

/// <summary>Keeps the list of words. Each change gives the whole list a new version, in the same transaction.</summary>
public interface ISensitiveWordStore
{
    /// <summary>The version of the list; 0 while it was never changed.</summary>
    Task<long> VersionAsync(CancellationToken cancellationToken);

    /// <summary>The whole list with its version, read at one moment, by id.</summary>
    Task<WordList> LoadAsync(CancellationToken cancellationToken);

    /// <summary>A page of the list.</summary>
    Task<IReadOnlyList<SensitiveWord>> ListAsync(WordQuery query, CancellationToken cancellationToken);

    /// <summary>One word, or <see langword="null"/>.</summary>
    Task<SensitiveWord?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The categories in use, in order.</summary>
    Task<IReadOnlyList<string>> ListCategoriesAsync(CancellationToken cancellationToken);

    /// <summary>Adds a word.</summary>
    /// <returns>The word with its id and version; <see cref="ErrorCode.Conflict"/> when its text is in the list;
    /// <see cref="ErrorCode.QuotaExceeded"/> when the list has <paramref name="maxWords"/> words.</returns>
    Task<Outcome<SensitiveWord>> AddAsync(WordDraft draft, UserId by, DateTimeOffset now, int maxWords, CancellationToken cancellationToken);

    /// <summary>Changes a word that still has the version its editor saw.</summary>
    /// <returns>The word; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> when somebody else changed it, or another
    /// word has the text.</returns>
    Task<Outcome<SensitiveWord>> ChangeAsync(
        long id, long seenVersion, WordDraft draft, UserId by, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a word.</summary>
    /// <returns>The list's new version, or <see cref="ErrorCode.NotFound"/>.</returns>
    Task<Outcome<long>> RemoveAsync(long id, CancellationToken cancellationToken);

    /// <summary>Adds, changes and removes many words in one transaction, if the list still has the version of the plan.</summary>
    /// <returns>The list's new version, or <see cref="ErrorCode.Conflict"/> when the list changed since the plan was made.</returns>
    Task<Outcome<long>> ApplyAsync(WordImportPlan plan, UserId by, DateTimeOffset now, CancellationToken cancellationToken);
}
