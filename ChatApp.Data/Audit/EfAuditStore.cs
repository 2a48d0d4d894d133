using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Audit;

/// <summary>Keeps the audit log in the table <c>audit_log</c>.</summary>
internal sealed class EfAuditStore(IDbContextFactory<ChatAppDbContext> contexts) : IAuditStore
{
    // Any number that nothing else in this database locks by: "audit" as the first five bytes.
    private const long ChainLock = 0x6175646974;

    public async Task<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Each entry needs the hash of the one before, so one writer at a time, on all nodes together.
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ChainLock})", cancellationToken);
        var last = await context.Set<AuditRow>()
            .OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.Hash })
            .FirstOrDefaultAsync(cancellationToken);
        var id = (last?.Id ?? 0) + 1;
        var hash = AuditChain.HashOf(last?.Hash ?? AuditChain.Start, id, draft);
        context.Add(new AuditRow
        {
            Id = id,
            Actor = draft.Actor.Value,
            Action = draft.Action,
            Target = draft.Target,
            Details = draft.Details,
            Reason = draft.Reason,
            At = draft.At,
            Hash = hash,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AuditEntry(id, draft, hash);
    }

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = context.Set<AuditRow>().AsNoTracking().Where(row => before == null || row.Id < before);
        if (filter.Actor is { } actor)
        {
            rows = rows.Where(row => row.Actor == actor.Value);
        }

        if (filter.Target is { } target)
        {
            rows = rows.Where(row => row.Target == target);
        }

        if (filter.Action is { } action)
        {
            var feature = LikePattern.StartingWith(action + ".");
            rows = rows.Where(row => row.Action == action || EF.Functions.Like(row.Action, feature, LikePattern.Escape));
        }

        return await rows.OrderByDescending(row => row.Id).Take(limit).Select(row => Read(row)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AuditRow>()
            .AsNoTracking()
            .Where(row => row.Id > after)
            .OrderBy(row => row.Id)
            .Take(limit)
            .Select(row => Read(row))
            .ToListAsync(cancellationToken);
    }

    private static AuditEntry Read(AuditRow row)
        => new(row.Id, new AuditDraft(new UserId(row.Actor), row.Action, row.Target, row.Details, row.Reason, row.At), row.Hash);
}
