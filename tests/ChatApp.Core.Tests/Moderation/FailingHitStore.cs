using ChatApp.Core.Moderation;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>A store that is away for the first few tries.</summary>
internal sealed class FailingHitStore(ISensitiveHitStore store, int failures) : ISensitiveHitStore
{
    private readonly TaskCompletionSource _stored = new();
    private int _left = failures;

    public Task Stored => _stored.Task;

    public async Task<IReadOnlyList<SensitiveHit>> AddAsync(IReadOnlyList<SensitiveHit> hits, CancellationToken cancellationToken)
    {
        if (_left-- > 0)
        {
            throw new IOException("The store is away.");
        }

        var added = await store.AddAsync(hits, cancellationToken);
        _stored.TrySetResult();
        return added;
    }

    public Task<IReadOnlyList<SensitiveHit>> ListAsync(HitFilter filter, long? before, int limit, CancellationToken cancellationToken)
        => store.ListAsync(filter, before, limit, cancellationToken);

    public Task<SensitiveHit?> FindAsync(long id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    public Task<IReadOnlyDictionary<long, int>> CountAsync(
        IReadOnlyCollection<long> words, DateTimeOffset since, CancellationToken cancellationToken)
        => store.CountAsync(words, since, cancellationToken);

    public Task<int> CountAllAsync(DateTimeOffset since, CancellationToken cancellationToken) => store.CountAllAsync(since, cancellationToken);
}
