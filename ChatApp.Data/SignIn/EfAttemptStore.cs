using ChatApp.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.SignIn;

/// <summary>Counts tries in the table <c>attempts</c>.</summary>
internal sealed class EfAttemptStore(IDbContextFactory<ChatAppDbContext> contexts) : IAttemptStore
{
    public async Task<int> CountAsync(string key, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // A window that ends later than a new one would was begun by a clock that has been set back since.
        var counts = await database.Database.SqlQuery<int>(
            $"""
            insert into attempts as a (key, count, window_ends_at) values ({key}, 1, {now + window})
            on conflict (key) do update set
                count = case when a.window_ends_at <= {now} or a.window_ends_at > {now + window} then 1 else a.count + 1 end,
                window_ends_at = case when a.window_ends_at <= {now} or a.window_ends_at > {now + window} then {now + window} else a.window_ends_at end
            returning count
            """).ToListAsync(cancellationToken);
        return counts[0];
    }

    public async Task ReturnAsync(string key, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<AttemptRow>().Where(row => row.Key == key && row.Count > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count - 1), cancellationToken);
    }

    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<AttemptRow>().Where(row => row.Key == key).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<AttemptRow>().Where(row => row.WindowEndsAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
