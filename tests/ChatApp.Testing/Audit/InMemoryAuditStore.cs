using ChatApp.Core.Audit;

namespace ChatApp.Testing.Audit;

/// <summary>An audit log that ends with the test, and that a test may tamper with.</summary>
public sealed class InMemoryAuditStore : IAuditStore
{
    private readonly Lock _gate = new();

    /// <summary>The entries, rising.</summary>
    public IList<AuditEntry> Entries { get; } = new List<AuditEntry>();

    public Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var id = Entries.Count + 1;
            var entry = new AuditEntry(id, draft, AuditChain.HashOf(Entries.Count == 0 ? AuditChain.Start : Entries[^1].Hash, id, draft));
            Entries.Add(entry);
            return Task.FromResult(entry);
        }
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<AuditEntry>>(
            [
                .. Entries.Where(entry => before is null || entry.Id < before)
                    .Where(entry => filter.Actor is null || entry.What.Actor == filter.Actor)
                    .Where(entry => filter.Target is null || entry.What.Target == filter.Target)
                    .Where(entry => filter.Action is null || entry.What.Action == filter.Action
                        || entry.What.Action.StartsWith($"{filter.Action}.", StringComparison.Ordinal))
                    .OrderByDescending(entry => entry.Id)
                    .Take(limit),
            ]);
        }
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.Id > after).Take(limit)]);
        }
    }
}
