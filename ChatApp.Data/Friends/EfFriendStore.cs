using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Friends;

/// <summary>Keeps friendships, requests and blocks.</summary>
internal sealed class EfFriendStore(IDbContextFactory<ChatAppDbContext> contexts) : IFriendStore
{
    public async Task<IReadOnlyList<Friend>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<FriendshipRow>()
            .AsNoTracking()
            .Where(row => row.UserId == user.Value && (row.IsFriend || row.IsBlocked))
            .Join(context.Users, row => row.FriendId, account => account.Id, (row, account) => new { row, account })
            .OrderBy(pair => pair.account.DisplayName)
            .Select(pair => new Friend(
                new UserId(pair.account.Id), pair.account.UserName!, pair.account.DisplayName, pair.row.Remark, pair.account.Avatar, pair.row.IsBlocked))
            .ToListAsync(cancellationToken);
    }

    public async Task<(bool Friends, bool Blocked)> FindAsync(UserId from, UserId to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // The receiver's row says both: a friendship has a row each way, and the block is the receiver's.
        var row = await context.Set<FriendshipRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.UserId == to.Value && row.FriendId == from.Value, cancellationToken);
        return (row?.IsFriend == true, row?.IsBlocked == true);
    }

    public async Task<IReadOnlyList<FriendRequest>> ListRequestsAsync(UserId user, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Requests(context, row => row.FromId == user.Value || row.ToId == user.Value)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    public async Task<FriendRequest?> FindRequestAsync(UserId from, UserId to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Requests(context, row => row.FromId == from.Value && row.ToId == to.Value).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<int> CountWaitingAsync(UserId from, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<FriendRequestRow>()
            .CountAsync(row => row.FromId == from.Value && row.State == (short)FriendRequestState.Waiting, cancellationToken);
    }

    public async Task SaveRequestAsync(UserId from, UserId to, string greeting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into friend_requests (from_id, to_id, greeting, state, created_at)
            values ({from.Value}, {to.Value}, {greeting}, {(short)FriendRequestState.Waiting}, {now})
            on conflict (from_id, to_id) do update
            set greeting = excluded.greeting, state = excluded.state, created_at = excluded.created_at, answered_at = null
            """,
            cancellationToken);
    }

    public async Task<bool> AnswerAsync(UserId from, UserId to, bool accept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var state = (short)(accept ? FriendRequestState.Accepted : FriendRequestState.Refused);
        var answered = await context.Set<FriendRequestRow>()
            .Where(row => row.FromId == from.Value && row.ToId == to.Value && row.State == (short)FriendRequestState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.AnsweredAt, now), cancellationToken);
        if (answered == 0)
        {
            return false;
        }

        if (accept)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                insert into friendships (user_id, friend_id, is_friend, is_blocked, created_at)
                values ({from.Value}, {to.Value}, true, false, {now}), ({to.Value}, {from.Value}, true, false, {now})
                on conflict (user_id, friend_id) do update set is_friend = true
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<bool> RemoveAsync(UserId one, UserId other, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = await context.Set<FriendshipRow>()
            .Where(row => row.IsFriend
                && ((row.UserId == one.Value && row.FriendId == other.Value) || (row.UserId == other.Value && row.FriendId == one.Value)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsFriend, false), cancellationToken);
        return ended > 0;
    }

    public async Task SetBlockedAsync(UserId user, UserId other, bool blocked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into friendships (user_id, friend_id, is_friend, is_blocked, created_at)
            values ({user.Value}, {other.Value}, false, {blocked}, {now})
            on conflict (user_id, friend_id) do update set is_blocked = excluded.is_blocked
            """,
            cancellationToken);
    }

    public async Task<bool> SetRemarkAsync(UserId user, UserId friend, string? remark, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var named = await context.Set<FriendshipRow>()
            .Where(row => row.UserId == user.Value && row.FriendId == friend.Value && row.IsFriend)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Remark, remark), cancellationToken);
        return named > 0;
    }

    private static IQueryable<FriendRequest> Requests(
        ChatAppDbContext context, System.Linq.Expressions.Expression<Func<FriendRequestRow, bool>> which)
        => context.Set<FriendRequestRow>()
            .AsNoTracking()
            .Where(which)
            .OrderByDescending(row => row.CreatedAt)
            .Join(context.Users, row => row.FromId, from => from.Id, (row, from) => new { row, from })
            .Join(context.Users, pair => pair.row.ToId, to => to.Id, (pair, to) => new FriendRequest(
                new UserId(pair.row.FromId),
                pair.from.DisplayName,
                new UserId(pair.row.ToId),
                to.DisplayName,
                pair.row.Greeting,
                (FriendRequestState)pair.row.State,
                pair.row.CreatedAt));
}
