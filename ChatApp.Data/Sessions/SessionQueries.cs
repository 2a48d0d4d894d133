using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Sessions;

/// <summary>What it means that a session is live, in one place.</summary>
internal static class SessionQueries
{
    /// <summary>The sessions that neither ended nor ran out.</summary>
    public static IQueryable<SessionRow> Live(this IQueryable<SessionRow> sessions, DateTimeOffset now)
        => sessions.Where(row => row.EndedAt == null && row.ExpiresAt > now && row.IdleExpiresAt > now);

    /// <summary>The live sessions of users who may sign in: a suspension holds even if ending the sessions should have failed.</summary>
    public static IQueryable<SessionRow> Usable(this ChatAppDbContext database, DateTimeOffset now)
        => database.Set<SessionRow>()
            .Live(now)
            .Where(row => database.Users.Any(user => user.Id == row.UserId
                && !(user.Status == AccountStatus.Suspended && (user.StatusUntil == null || user.StatusUntil > now))));

    public static IQueryable<Session> Project(this IQueryable<SessionRow> sessions) => sessions.Select(row => new Session(
        new SessionId(row.Id),
        new UserId(row.UserId),
        (SessionKind)row.Kind,
        (Platform)row.Platform,
        new DeviceId(row.Device),
        row.DeviceName,
        row.Address,
        row.CreatedAt,
        row.LastSeenAt,
        row.ExpiresAt)
    {
        IdleLimit = row.IdleLimit,
    });

    /// <summary>Writes a session inside the caller's transaction, and ends the live ones of the same device before it.</summary>
    public static async Task<IReadOnlyList<SessionId>> AddSessionAsync(
        this ChatAppDbContext database, Session session, byte[] tokenHash, CancellationToken cancellationToken)
    {
        // The account's row is the lock: two sign-ins of one device follow each other, so the second sees and ends the first.
        var user = session.User.Value;
        await database.Database.ExecuteSqlAsync($"select 1 from users where id = {user} for no key update", cancellationToken);
        var replaced = await database.EndSessionsAsync(
            $"""
            update sessions set ended_at = {session.CreatedAt}, end_reason = {(short)SessionEndReason.Replaced}
            where user_id = {user} and device = {session.Device.Value} and ended_at is null
            returning id
            """,
            cancellationToken);

        database.Add(new SessionRow
        {
            Id = session.Id.Value,
            TokenHash = tokenHash,
            UserId = user,
            Kind = (short)session.Kind,
            Platform = (short)session.Platform,
            Device = session.Device.Value,
            DeviceName = session.DeviceName,
            Address = session.Address,
            CreatedAt = session.CreatedAt,
            LastSeenAt = session.LastSeenAt,
            ExpiresAt = session.ExpiresAt,
            IdleLimit = session.IdleLimit,
            IdleExpiresAt = session.LastSeenAt + session.IdleLimit,
        });
        await database.SaveChangesAsync(cancellationToken);
        return replaced;
    }

    /// <summary>Runs an update that ends sessions and returns their ids: those this call ended, and no one else did before.</summary>
    public static async Task<IReadOnlyList<SessionId>> EndSessionsAsync(
        this ChatAppDbContext database, FormattableString update, CancellationToken cancellationToken)
    {
        var ended = await database.Database.SqlQuery<Guid>(update).ToListAsync(cancellationToken);
        return [.. ended.Select(id => new SessionId(id))];
    }
}
