using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using ChatApp.Data.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Administration;

/// <summary>Reads and changes accounts for administrators.</summary>
internal sealed class EfManagedUserStore(IDbContextFactory<ChatAppDbContext> contexts) : IManagedUserStore
{
    // Any number that nothing else in this database locks by: "admin" as the first five bytes.
    private const long AdministratorsLock = 0x61646D696E;

    public async Task<IReadOnlyList<ManagedUser>> ListAsync(UserQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = context.Users.AsNoTracking();
        if (query.Text is { Length: > 0 } text)
        {
            var starting = LikePattern.StartingWith(text.ToUpperInvariant());
            var inside = LikePattern.Containing(text);
            accounts = accounts.Where(account => EF.Functions.Like(account.NormalizedUserName!, starting, LikePattern.Escape)
                || EF.Functions.ILike(account.DisplayName, inside, LikePattern.Escape));
        }

        if (query.Status is { } status)
        {
            accounts = status == AccountStatus.Active
                ? accounts.Where(account => account.Status == AccountStatus.Active || account.StatusUntil <= now)
                : accounts.Where(account => account.Status == status && (account.StatusUntil == null || account.StatusUntil > now));
        }

        if (query.Role is { } role)
        {
            accounts = accounts.Where(account => context.UserRoles
                .Any(link => link.UserId == account.Id && context.Roles.Any(known => known.Id == link.RoleId && known.Name == role)));
        }

        // By the normalised name, which is the one with an index.
        var after = query.AfterUserName?.ToUpperInvariant();
        accounts = accounts
            .Where(account => after == null || string.Compare(account.NormalizedUserName, after) > 0)
            .OrderBy(account => account.NormalizedUserName)
            .Take(query.Limit);
        return await ReadAsync(context, accounts, now, cancellationToken);
    }

    public async Task<ManagedUser?> FindAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await ReadAsync(context, context.Users.AsNoTracking().Where(account => account.Id == user.Value), now, cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task<IReadOnlyList<string>> ListRolesAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users
            .Where(account => account.Id == user.Value
                && !(account.Status == AccountStatus.Suspended && (account.StatusUntil == null || account.StatusUntil > now)))
            .Join(context.UserRoles, account => account.Id, link => link.UserId, (account, link) => link.RoleId)
            .Join(context.Roles, link => link, role => role.Id, (link, role) => role.Name!)
            .ToListAsync(cancellationToken);
    }

    public async Task<Outcome<Done>> SetStatusAsync(
        UserId user, AccountStatus status, DateTimeOffset? until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockAdministratorsAsync(context, cancellationToken);
        if (status == AccountStatus.Suspended && await IsLastAdministratorAsync(context, user, now, cancellationToken))
        {
            return ErrorCode.Conflict;
        }

        var moment = until?.ToUniversalTime();
        var changed = await context.Users
            .Where(account => account.Id == user.Value)
            .ExecuteUpdateAsync(
                set => set.SetProperty(account => account.Status, status).SetProperty(account => account.StatusUntil, moment), cancellationToken);
        if (changed == 0)
        {
            return ErrorCode.NotFound;
        }

        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    public async Task<Outcome<Done>> SetRolesAsync(
        UserId user, IReadOnlyCollection<string> roles, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockAdministratorsAsync(context, cancellationToken);
        if (!await context.Users.AnyAsync(account => account.Id == user.Value, cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        if (!roles.Contains(Roles.Admin) && await IsLastAdministratorAsync(context, user, now, cancellationToken))
        {
            return ErrorCode.Conflict;
        }

        var known = await context.Roles.Where(role => roles.Contains(role.Name!)).ToDictionaryAsync(role => role.Name!, cancellationToken);
        foreach (var missing in roles.Where(role => !known.ContainsKey(role)))
        {
            known[missing] = new IdentityRole(missing) { NormalizedName = missing.ToUpperInvariant() };
            context.Roles.Add(known[missing]);
        }

        context.UserRoles.RemoveRange(await context.UserRoles.Where(link => link.UserId == user.Value).ToListAsync(cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
        context.UserRoles.AddRange(known.Values.Select(role => new IdentityUserRole<string> { UserId = user.Value, RoleId = role.Id }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users.CountAsync(cancellationToken);
    }

    // Two administrators who suspend each other at the same moment would each see the other one remain.
    private static Task<int> LockAdministratorsAsync(ChatAppDbContext context, CancellationToken cancellationToken)
        => context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdministratorsLock})", cancellationToken);

    private static async Task<bool> IsLastAdministratorAsync(
        ChatAppDbContext context, UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var administrators = await context.UserRoles
            .Where(link => context.Roles.Any(role => role.Id == link.RoleId && role.Name == Roles.Admin))
            .Join(context.Users, link => link.UserId, account => account.Id, (link, account) => account)
            .Where(account => !(account.Status == AccountStatus.Suspended && (account.StatusUntil == null || account.StatusUntil > now)))
            .Select(account => account.Id)
            .ToListAsync(cancellationToken);
        return administrators is [var last] && last == user.Value;
    }

    private static async Task<IReadOnlyList<ManagedUser>> ReadAsync(
        ChatAppDbContext context, IQueryable<Account> accounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await accounts
            .Select(account => new
            {
                account.Id,
                account.UserName,
                account.DisplayName,
                account.Status,
                account.StatusUntil,
                account.CreatedAt,
                Roles = context.UserRoles
                    .Where(link => link.UserId == account.Id)
                    .Join(context.Roles, link => link.RoleId, role => role.Id, (link, role) => role.Name!)
                    .ToList(),
                LastSeenAt = context.Set<SessionRow>()
                    .Where(session => session.UserId == account.Id && session.EndedAt == null && session.ExpiresAt > now)
                    .Max(session => (DateTimeOffset?)session.LastSeenAt),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row =>
            {
                var lapsed = row.StatusUntil <= now;
                return new ManagedUser(
                    new UserId(row.Id),
                    row.UserName ?? row.Id,
                    row.DisplayName,
                    lapsed ? AccountStatus.Active : row.Status,
                    lapsed ? null : row.StatusUntil,
                    row.Roles,
                    row.CreatedAt,
                    row.LastSeenAt);
            }),
        ];
    }
}
