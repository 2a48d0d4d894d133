using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Sessions;

/// <summary>What it means that a session is live, in one place.</summary>
internal static class SessionQueries
{
    /// <summary>How the security log calls the end of a session.</summary>
    public const short EndedKind = (short)SecurityEventKind.SessionEnded;

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
        Means = (SignInMeans)row.Means,
        GivenName = row.GivenName,
        Proof = (SessionProof)row.Proof,
        ProvedAt = row.ProvedAt,
    });

    /// <summary>Writes a session inside the caller's transaction, and ends before it the live ones of the same device and those that
    /// give way to it. After a refusal the caller must not commit.</summary>
    public static async Task<Outcome<IReadOnlyList<SessionId>>> AddSessionAsync(
        this ChatAppDbContext database, Session session, byte[] tokenHash, SessionRoom? room, CancellationToken cancellationToken)
    {
        // The account's row is the lock: two sign-ins of one device follow each other, so the second sees and ends the first.
        var user = session.User.Value;
        await database.Database.ExecuteSqlAsync($"select 1 from users where id = {user} for no key update", cancellationToken);
        var ended = await database.EndSessionsAsync(
            $"""
            update sessions set ended_at = {session.CreatedAt}, end_reason = {(short)SessionEndReason.Replaced}
            where user_id = {user} and device = {session.Device.Value} and ended_at is null
            returning id
            """,
            cancellationToken);
        if (room is not null)
        {
            var made = await database.MakeRoomAsync(session, room, cancellationToken);
            if (made.Refusal is { } refusal)
            {
                return refusal;
            }

            ended = [.. ended, .. made.Value];
        }

        database.Add(new SessionRow
        {
            Id = session.Id.Value,
            TokenHash = tokenHash,
            UserId = user,
            Kind = (short)session.Kind,
            Platform = (short)session.Platform,
            Device = session.Device.Value,
            DeviceName = session.DeviceName,
            GivenName = session.GivenName,
            Address = session.Address,
            Means = (short)session.Means,
            CreatedAt = session.CreatedAt,
            LastSeenAt = session.LastSeenAt,
            ExpiresAt = session.ExpiresAt,
            IdleLimit = session.IdleLimit,
            IdleExpiresAt = session.LastSeenAt + session.IdleLimit,
            Proof = (short)session.Proof,
            ProvedAt = session.ProvedAt,
        });
        database.Add(new SecurityEventRow
        {
            UserId = user,
            Kind = (short)SecurityEventKind.SignedIn,
            At = session.CreatedAt,
            SessionId = session.Id.Value,
            DeviceName = session.DeviceName,
            Address = session.Address,
            Detail = session.Means.ToString(),
        });
        await database.SaveChangesAsync(cancellationToken);
        return Outcome.Of(ended);
    }

    /// <summary>Runs an update that ends sessions and returns their ids: those this call ended, and no one else did before.</summary>
    public static async Task<IReadOnlyList<SessionId>> EndSessionsAsync(
        this ChatAppDbContext database, FormattableString update, CancellationToken cancellationToken)
    {
        var ended = await database.Database.SqlQuery<Guid>(update).ToListAsync(cancellationToken);
        return [.. ended.Select(id => new SessionId(id))];
    }

    private static async Task<Outcome<IReadOnlyList<SessionId>>> MakeRoomAsync(
        this ChatAppDbContext database, Session session, SessionRoom room, CancellationToken cancellationToken)
    {
        var (user, now, robot) = (session.User.Value, session.CreatedAt, (short)SessionKind.Robot);
        var platforms = DeviceClasses.PlatformsOf(room.Class).Select(platform => (short)platform).ToArray();
        if (room.NewcomerWaits)
        {
            var live = await database.Set<SessionRow>().Live(now)
                .CountAsync(row => row.UserId == user && row.Kind != robot && platforms.Contains(row.Platform), cancellationToken);
            return live >= room.Limit ? ErrorCode.LimitReached : Outcome.Of<IReadOnlyList<SessionId>>([]);
        }

        return Outcome.Of(await database.EndSessionsAsync(
            $"""
            with ranked as (
                select id, row_number() over (order by last_seen_at desc, id desc) as place from sessions
                where user_id = {user} and kind <> {robot} and platform = any({platforms})
                    and ended_at is null and expires_at > {now} and idle_expires_at > {now}),
            ended as (
                update sessions set ended_at = {now}, end_reason = {(short)SessionEndReason.Replaced}
                where id in (select id from ranked where place >= {room.Limit})
                returning id, user_id, device_name, given_name, address),
            logged as (
                insert into security_events (user_id, kind, at, session_id, device_name, address, detail)
                select user_id, {EndedKind}, {now}, id, coalesce(given_name, device_name), address, {nameof(SessionEndReason.Replaced)} from ended)
            select id from ended
            """,
            cancellationToken));
    }
}
