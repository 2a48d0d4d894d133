using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.Users;

namespace ChatApp.Core.Administration;

/// <summary>
/// Accounts and their sessions, for administrators. Nobody changes their own account here, and one administrator always remains.
/// Without the right everything answers <see cref="ErrorCode.Forbidden"/>; what is dangerous, without a proof of who one is in the last minutes,
/// <see cref="ErrorCode.ProofRequired"/>.
/// </summary>
public sealed class UserAdministration(
    IManagedUserStore users, SessionService sessions, ServerSettings settings, AuditLog audit, TimeProvider clock)
{
    /// <summary>The most accounts of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>Who an account is to the administration now; its roles are read from the store, never from an old session. Where the server asks
    /// for a second factor, a session that began without one has no role.</summary>
    public async Task<Administrator> IdentifyAsync(UserId user, SessionId session, CancellationToken cancellationToken)
    {
        var roles = await users.ListRolesAsync(user, clock.GetUtcNow(), cancellationToken);
        if (roles.Count == 0)
        {
            return new Administrator(user, []);
        }

        var own = await sessions.FindAsync(session, cancellationToken);
        return own?.User != user || NeedsSecondFactor(own, roles)
            ? new Administrator(user, [])
            : new Administrator(user, roles) { MustProve = !sessions.IsFresh(own) };
    }

    /// <summary>Whether a session may not use the roles of its user because it began without a second factor.</summary>
    public bool NeedsSecondFactor(Session session, IReadOnlyCollection<string> roles)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Proof < SessionProof.TwoFactors && settings.IsOn(ServerSettingNames.LoginSecondFactorForAdmins) && roles.Any(Roles.All.Contains);
    }

    /// <summary>A page of the accounts.</summary>
    public async Task<Outcome<UserPage>> ListAsync(Administrator actor, UserQuery query, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        var limit = Math.Clamp(query.Limit, 1, MaxPage);
        var found = await users.ListAsync(query with { Limit = limit + 1 }, clock.GetUtcNow(), cancellationToken);
        return new UserPage([.. found.Take(limit)], HasMore: found.Count > limit);
    }

    /// <summary>One account, or <see cref="ErrorCode.NotFound"/>.</summary>
    public async Task<Outcome<ManagedUser>> FindAsync(Administrator actor, UserId user, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        return await users.FindAsync(user, clock.GetUtcNow(), cancellationToken) is { } found ? found : ErrorCode.NotFound;
    }

    /// <summary>Suspends an account and ends all its sessions: its connections close within a second.</summary>
    /// <param name="until">When the suspension ends by itself; <see langword="null"/> for never.</param>
    /// <param name="reason">Why; asked for, and kept in the audit log.</param>
    /// <returns>How many sessions ended; <see cref="ErrorCode.InvalidRequest"/> without a reason or for a past moment;
    /// <see cref="ErrorCode.Forbidden"/> for oneself; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> for the last
    /// administrator.</returns>
    public async Task<Outcome<int>> SuspendAsync(
        Administrator actor, UserId user, DateTimeOffset? until, string reason, CancellationToken cancellationToken)
    {
        if (!MayChange(actor, user))
        {
            return ErrorCode.Forbidden;
        }

        if (actor.MustProve)
        {
            return ErrorCode.ProofRequired;
        }

        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(reason) || until <= now)
        {
            return ErrorCode.InvalidRequest;
        }

        var suspended = await users.SetStatusAsync(user, AccountStatus.Suspended, until, now, cancellationToken);
        if (suspended.Refusal is { } refusal)
        {
            return refusal;
        }

        // Suspended is stored, so no new session can begin; the old ones end whatever becomes of the caller.
        var ended = await sessions.EndAllAsync(user, except: null, SessionEndReason.Suspended, CancellationToken.None);
        await audit.RecordAsync(actor.Id, "user.suspend", Target(user), new { until, sessions = ended }, reason, CancellationToken.None);
        return ended;
    }

    /// <summary>Lets an account in again.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> UnsuspendAsync(Administrator actor, UserId user, string reason, CancellationToken cancellationToken)
    {
        if (!MayChange(actor, user))
        {
            return ErrorCode.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ErrorCode.InvalidRequest;
        }

        var restored = await users.SetStatusAsync(user, AccountStatus.Active, until: null, clock.GetUtcNow(), cancellationToken);
        if (restored.Refusal is null)
        {
            await audit.RecordAsync(actor.Id, "user.unsuspend", Target(user), new { }, reason, CancellationToken.None);
        }

        return restored;
    }

    /// <summary>Gives an account exactly these roles, and ends its sessions, which were opened with other rights.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> without a reason or for a role that is none; <see cref="ErrorCode.Forbidden"/>
    /// for oneself; <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.Conflict"/> for the last administrator.</returns>
    public async Task<Outcome<Done>> SetRolesAsync(
        Administrator actor, UserId user, IReadOnlyCollection<string> roles, string reason, CancellationToken cancellationToken)
    {
        if (!MayChange(actor, user))
        {
            return ErrorCode.Forbidden;
        }

        if (actor.MustProve)
        {
            return ErrorCode.ProofRequired;
        }

        if (string.IsNullOrWhiteSpace(reason) || roles.Any(role => !Roles.All.Contains(role)))
        {
            return ErrorCode.InvalidRequest;
        }

        var before = await users.FindAsync(user, clock.GetUtcNow(), cancellationToken);
        var changed = await users.SetRolesAsync(user, roles, clock.GetUtcNow(), cancellationToken);
        if (changed.Refusal is null)
        {
            await sessions.EndAllAsync(user, except: null, SessionEndReason.CredentialsChanged, CancellationToken.None);
            await audit.RecordAsync(actor.Id, "user.roles", Target(user), new { from = before?.Roles, to = roles }, reason, CancellationToken.None);
        }

        return changed;
    }

    /// <summary>An account's live sessions, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<Session>>> ListSessionsAsync(Administrator actor, UserId user, CancellationToken cancellationToken)
        => actor.Allows(AdminRight.Read) ? Outcome.Of(await sessions.ListAsync(user, cancellationToken)) : ErrorCode.Forbidden;

    /// <summary>Ends one session of an account.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.NotFound"/> when the account has no
    /// such live session.</returns>
    public async Task<Outcome<Done>> EndSessionAsync(
        Administrator actor, UserId user, SessionId session, string reason, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ErrorCode.InvalidRequest;
        }

        var found = await sessions.FindAsync(session, cancellationToken);
        if (found?.User != user)
        {
            return ErrorCode.NotFound;
        }

        await sessions.EndAsync(session, user, SessionEndReason.EndedByAdministrator, cancellationToken);
        await audit.RecordAsync(actor.Id, "session.end", Target(user), new { session = session.ToString() }, reason, CancellationToken.None);
        return Outcome.Done;
    }

    /// <summary>Ends all sessions of an account.</summary>
    /// <returns>How many ended, or <see cref="ErrorCode.InvalidRequest"/> without a reason.</returns>
    public async Task<Outcome<int>> EndAllSessionsAsync(Administrator actor, UserId user, string reason, CancellationToken cancellationToken)
    {
        if (!MayChange(actor, user))
        {
            return ErrorCode.Forbidden;
        }

        if (actor.MustProve)
        {
            return ErrorCode.ProofRequired;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ErrorCode.InvalidRequest;
        }

        var ended = await sessions.EndAllAsync(user, except: null, SessionEndReason.EndedByAdministrator, cancellationToken);
        await audit.RecordAsync(actor.Id, "session.end-all", Target(user), new { sessions = ended }, reason, CancellationToken.None);
        return ended;
    }

    private static string Target(UserId user) => $"user:{user}";

    private static bool MayChange(Administrator actor, UserId user) => actor.Allows(AdminRight.Administer) && actor.Id != user;
}
