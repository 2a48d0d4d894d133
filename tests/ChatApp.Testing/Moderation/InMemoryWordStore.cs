using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;

namespace ChatApp.Testing.Moderation;

/// <summary>A list of words that ends with the test.</summary>
public sealed class InMemoryWordStore : ISensitiveWordStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, SensitiveWord> _words = [];
    private long _version;
    private long _lastId;

    public Task<long> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(Interlocked.Read(ref _version));

    public Task<WordList> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(new WordList(_version, [.. _words.Values.OrderBy(word => word.Id)]));
        }
    }

    public Task<IReadOnlyList<SensitiveWord>> ListAsync(WordQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var words = _words.Values
                .Where(word => query.Text is not { Length: > 0 } text
                    || word.Text.Contains(text, StringComparison.OrdinalIgnoreCase) || word.Note.Contains(text, StringComparison.OrdinalIgnoreCase))
                .Where(word => query.Category is null || word.Category == query.Category)
                .Where(word => query.Action is null || word.Action == query.Action)
                .Where(word => query.Enabled is null || word.Enabled == query.Enabled);
            words = query.Order == WordOrder.Text
                ? words.Where(word => query.After is null || string.CompareOrdinal(word.Text, query.After.Text) > 0)
                    .OrderBy(word => word.Text, StringComparer.Ordinal)
                : words.Where(word => query.After is null || (word.Version, word.Id).CompareTo((query.After.Version, query.After.Id)) < 0)
                    .OrderByDescending(word => (word.Version, word.Id));
            return Task.FromResult<IReadOnlyList<SensitiveWord>>([.. words.Take(query.Limit)]);
        }
    }

    public Task<SensitiveWord?> FindAsync(long id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_words.GetValueOrDefault(id));
        }
    }

    public Task<IReadOnlyList<string>> ListCategoriesAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. _words.Values.Select(word => word.Category).Where(category => category.Length > 0).Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    public Task<Outcome<SensitiveWord>> AddAsync(WordDraft draft, UserId by, DateTimeOffset now, int maxWords, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_words.Values.Any(word => word.Text == draft.Text))
            {
                return Task.FromResult<Outcome<SensitiveWord>>(ErrorCode.Conflict);
            }

            return Task.FromResult<Outcome<SensitiveWord>>(
                _words.Count >= maxWords ? ErrorCode.QuotaExceeded : Put(++_lastId, draft, by, now, ++_version));
        }
    }

    public Task<Outcome<SensitiveWord>> ChangeAsync(
        long id, long seenVersion, WordDraft draft, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_words.TryGetValue(id, out var word))
            {
                return Task.FromResult<Outcome<SensitiveWord>>(ErrorCode.NotFound);
            }

            var taken = word.Version != seenVersion || _words.Values.Any(other => other.Text == draft.Text && other.Id != id);
            return Task.FromResult<Outcome<SensitiveWord>>(taken ? ErrorCode.Conflict : Put(id, draft, by, now, ++_version));
        }
    }

    public Task<Outcome<long>> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<Outcome<long>>(_words.Remove(id) ? ++_version : ErrorCode.NotFound);
        }
    }

    public Task<Outcome<long>> ApplyAsync(WordImportPlan plan, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (plan.Version != _version)
            {
                return Task.FromResult<Outcome<long>>(ErrorCode.Conflict);
            }

            _version++;
            foreach (var word in plan.Removed)
            {
                _words.Remove(word.Id);
            }

            foreach (var (word, becomes) in plan.Changed)
            {
                Put(word.Id, becomes, by, now, _version);
            }

            foreach (var draft in plan.Added)
            {
                Put(++_lastId, draft, by, now, _version);
            }

            return Task.FromResult<Outcome<long>>(_version);
        }
    }

    private SensitiveWord Put(long id, WordDraft draft, UserId by, DateTimeOffset now, long version)
        => _words[id] = new SensitiveWord(
            id, draft.Text, draft.Category, draft.Match, draft.Action, draft.Scopes, draft.Enabled, draft.Note, draft.ExpiresAt, by, now, version);
}
