namespace ChatApp.Core.Moderation;

/// <summary>Keeps hits.</summary>
public interface ISensitiveHitStore
{
    /// <summary>Stores hits, in one transaction.</summary>
    /// <returns>The same hits with their ids.</returns>
    Task<IReadOnlyList<SensitiveHit>> AddAsync(IReadOnlyList<SensitiveHit> hits, CancellationToken cancellationToken);

    /// <summary>Hits, the newest first, below an id (<see langword="null"/>: from the newest).</summary>
    Task<IReadOnlyList<SensitiveHit>> ListAsync(HitFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>One hit, or <see langword="null"/>.</summary>
    Task<SensitiveHit?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>How often each of some words was hit since a moment; words without a hit may be left out.</summary>
    Task<IReadOnlyDictionary<long, int>> CountAsync(IReadOnlyCollection<long> words, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many hits there were since a moment.</summary>
    Task<int> CountAllAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
