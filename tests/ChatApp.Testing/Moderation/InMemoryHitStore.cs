using ChatApp.Core.Moderation;

namespace ChatApp.Testing.Moderation;

/// <summary>Hits that end with the test.</summary>
public sealed class InMemoryHitStore : ISensitiveHitStore
{
    private readonly Lock _gate = new();
    private readonly List<SensitiveHit> _hits = [];

    public Task<IReadOnlyList<SensitiveHit>> AddAsync(IReadOnlyList<SensitiveHit> hits, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var stored = hits.Select((hit, i) => hit with { Id = _hits.Count + i + 1 }).ToList();
            _hits.AddRange(stored);
            return Task.FromResult<IReadOnlyList<SensitiveHit>>(stored);
        }
    }

    public Task<IReadOnlyList<SensitiveHit>> ListAsync(HitFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SensitiveHit>>(
            [
                .. _hits.Where(hit => before is null || hit.Id < before)
                    .Where(hit => filter.Word is null || hit.Word == filter.Word)
                    .Where(hit => filter.Author is null || hit.Author == filter.Author)
                    .Where(hit => filter.Action is null || hit.Action == filter.Action)
                    .OrderByDescending(hit => hit.Id)
                    .Take(limit),
            ]);
        }
    }

    public Task<SensitiveHit?> FindAsync(long id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_hits.Find(hit => hit.Id == id));
        }
    }

    public Task<IReadOnlyDictionary<long, int>> CountAsync(
        IReadOnlyCollection<long> words, DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<long, int>>(
                _hits.Where(hit => words.Contains(hit.WordId) && hit.At >= since).CountBy(hit => hit.WordId).ToDictionary());
        }
    }

    public Task<int> CountAllAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_hits.Count(hit => hit.At >= since));
        }
    }
}
