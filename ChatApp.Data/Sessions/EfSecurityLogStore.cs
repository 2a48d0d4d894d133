using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Sessions;

/// <summary>Keeps what happened to accounts in the table <c>security_events</c>.</summary>
internal sealed class EfSecurityLogStore(IDbContextFactory<ChatAppDbContext> contexts) : ISecurityLogStore
{
    public async Task AddAsync(SecurityEventDraft draft, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        database.Add(new SecurityEventRow
        {
            UserId = draft.User.Value,
            Kind = (short)draft.Kind,
            At = draft.At,
            SessionId = draft.Session?.Value,
            DeviceName = draft.DeviceName,
            Address = draft.Address,
            Detail = draft.Detail,
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<SecurityEvent>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var below = before ?? long.MaxValue;
        return await database.Set<SecurityEventRow>()
            .Where(row => row.UserId == user.Value && row.Id < below)
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .Select(row => new SecurityEvent(
                row.Id,
                new SecurityEventDraft(
                    user,
                    (SecurityEventKind)row.Kind,
                    row.At,
                    row.SessionId == null ? null : new SessionId(row.SessionId.Value),
                    row.DeviceName,
                    row.Address,
                    row.Detail)))
            .ToListAsync(cancellationToken);
    }

    public async Task<int> RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<SecurityEventRow>().Where(row => row.At < before).ExecuteDeleteAsync(cancellationToken);
    }
}
