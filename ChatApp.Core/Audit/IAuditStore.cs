namespace ChatApp.Core.Audit;

/// <summary>Keeps the audit log. It can be added to and read, and nothing else.</summary>
public interface IAuditStore
{
    /// <summary>Adds an entry behind the last one, with the hash of <see cref="AuditChain"/>; appends follow one another on all nodes.</summary>
    Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken);

    /// <summary>Entries, the newest first, below an id (<see langword="null"/>: from the newest).</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Entries above an id, rising.</summary>
    Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(long after, int limit, CancellationToken cancellationToken);
}
