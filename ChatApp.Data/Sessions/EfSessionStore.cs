using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Sessions;

/// <summary>Keeps sessions in the table <c>sessions</c>.</summary>
internal sealed class EfSessionStore(IDbContextFactory<ChatAppDbContext> contexts) : ISessionStore
{
    public async Task<Outcome<IReadOnlyList<SessionId>>> AddAsync(
        Session session, byte[] tokenHash, SessionRoom? room, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var ended = await database.AddSessionAsync(session, tokenHash, room, cancellationToken);
        if (ended.Refusal is null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return ended;
    }

    public async Task<Session?> FindAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Usable(now).Where(row => row.TokenHash == tokenHash).Project().FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Usable(now).Where(row => row.Id == id.Value).Project().FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<AuthenticatedSession?> AuthenticateAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await database.Usable(now)
            .Where(row => row.TokenHash == tokenHash)
            .Select(row => new
            {
                Row = row,
                UserName = database.Users.Where(user => user.Id == row.UserId).Select(user => user.UserName).First(),
                Roles = database.UserRoles
                    .Where(link => link.UserId == row.UserId)
                    .Join(database.Roles, link => link.RoleId, role => role.Id, (link, role) => role.Name!)
                    .ToList(),
            })
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var session = new[] { found.Row }.AsQueryable().Project().First();
        return new AuthenticatedSession(session, found.UserName ?? session.User.Value, found.Roles);
    }

    public async Task<IReadOnlySet<SessionId>> FindLiveAsync(
        IReadOnlyCollection<SessionId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = ids.Select(id => id.Value).ToArray();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var live = await database.Usable(now).Where(row => values.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
        return live.Select(id => new SessionId(id)).ToHashSet();
    }

    public async Task<IReadOnlyList<Session>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Usable(now)
            .Where(row => row.UserId == user.Value)
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.Id)
            .Project()
            .ToListAsync(cancellationToken);
    }

    public async Task<Session?> RenewAsync(SessionId id, byte[] tokenHash, SessionProof proof, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var renewed = await database.Usable(now)
            .Where(row => row.Id == id.Value)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.TokenHash, tokenHash)
                    .SetProperty(row => row.Proof, row => row.Proof > (short)proof ? row.Proof : (short)proof)
                    .SetProperty(row => row.ProvedAt, now),
                cancellationToken);
        return renewed == 0 ? null : await database.Usable(now).Where(row => row.Id == id.Value).Project().FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> EndAsync(SessionId id, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = await database.EndSessionsAsync(
            $"""
            with ended as (
                update sessions set ended_at = {now}, end_reason = {(short)reason} where id = {id.Value} and ended_at is null
                returning id, user_id, device_name, given_name, address),
            logged as (
                insert into security_events (user_id, kind, at, session_id, device_name, address, detail)
                select user_id, {SessionQueries.EndedKind}, {now}, id, coalesce(given_name, device_name), address, {reason.ToString()} from ended)
            select id from ended
            """,
            cancellationToken);
        return ended.Count == 1;
    }

    public async Task<IReadOnlyList<SessionId>> EndAllAsync(
        UserId user, SessionId? except, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = except?.Value ?? Guid.Empty;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.EndSessionsAsync(
            $"""
            with ended as (
                update sessions set ended_at = {now}, end_reason = {(short)reason}
                where user_id = {user.Value} and id <> {kept} and ended_at is null
                returning id, user_id, device_name, given_name, address, expires_at > {now} and idle_expires_at > {now} as live),
            logged as (
                insert into security_events (user_id, kind, at, session_id, device_name, address, detail)
                select user_id, {SessionQueries.EndedKind}, {now}, id, coalesce(given_name, device_name), address, {reason.ToString()}
                from ended where live)
            select id from ended
            """,
            cancellationToken);
    }

    public async Task<bool> RenameAsync(UserId user, SessionId id, string? name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Usable(now)
            .Where(row => row.Id == id.Value && row.UserId == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.GivenName, name), cancellationToken) == 1;
    }

    public async Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset SeenAt)> seen, CancellationToken cancellationToken)
    {
        var ids = seen.Select(entry => entry.Id.Value).ToArray();
        var times = seen.Select(entry => entry.SeenAt).ToArray();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            update sessions set last_seen_at = seen.at, idle_expires_at = seen.at + sessions.idle_limit
            from unnest({ids}, {times}) as seen(id, at)
            where sessions.id = seen.id and sessions.ended_at is null and sessions.last_seen_at < seen.at
            """,
            cancellationToken);
    }

    public async Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<SessionRow>()
            .Where(row => row.EndedAt < before || row.ExpiresAt < before || row.IdleExpiresAt < before)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
