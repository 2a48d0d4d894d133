using ChatApp.Core.Kernel;
using ChatApp.Core.Presence;
using ChatApp.Data.Friends;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Presence;

/// <summary>Keeps when people were last on line.</summary>
internal sealed class EfPresenceStore(IDbContextFactory<ChatAppDbContext> contexts) : IPresenceStore
{
    public async Task MarkSeenAsync(IReadOnlyCollection<UserId> users, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // In the order of ids, so that two nodes that know the same people never wait for each other in a circle.
        string[] ids = [.. users.Select(user => user.Value).Order(StringComparer.Ordinal)];
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into last_seen (user_id, seen_at)
            select u.id, {at} from users u where u.id = any({ids}) order by u.id
            on conflict (user_id) do update set seen_at = greatest(last_seen.seen_at, excluded.seen_at)
            """,
            cancellationToken);
    }

    public async Task<IReadOnlyList<(UserId User, DateTimeOffset? SeenAt)>> ListAsync(
        UserId viewer, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        string[] ids = [.. users.Select(user => user.Value).Distinct(StringComparer.Ordinal)];
        var found = await context.Users
            .AsNoTracking()
            .Where(account => ids.Contains(account.Id) && (account.Id == viewer.Value || context.Set<FriendshipRow>().Any(
                row => row.UserId == account.Id && row.FriendId == viewer.Value && row.IsFriend && !row.IsBlocked)))
            .GroupJoin(context.Set<LastSeenRow>(), account => account.Id, row => row.UserId, (account, seen) => new { account.Id, seen })
            .SelectMany(one => one.seen.DefaultIfEmpty(), (one, seen) => new { one.Id, SeenAt = seen == null ? (DateTimeOffset?)null : seen.SeenAt })
            .ToListAsync(cancellationToken);
        return [.. found.Select(row => (new UserId(row.Id), row.SeenAt))];
    }
}
