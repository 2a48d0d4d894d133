using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Users;

/// <summary>Finds accounts by what others may know of them.</summary>
internal sealed class EfUserDirectory(IDbContextFactory<ChatAppDbContext> contexts) : IUserDirectory
{
    public async Task<IReadOnlyList<UserProfile>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = ids.Select(id => id.Value).ToArray();
        return await context.Users
            .AsNoTracking()
            .Where(account => wanted.Contains(account.Id))
            .Select(account => new UserProfile(new UserId(account.Id), account.UserName!, account.DisplayName, account.Avatar))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UserProfile>> SearchAsync(string text, string? afterUserName, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var prefix = LikePattern.StartingWith(text.ToUpperInvariant());
        var inside = LikePattern.Containing(text);
        return await context.Users
            .AsNoTracking()
            .Where(account => EF.Functions.Like(account.NormalizedUserName!, prefix, LikePattern.Escape)
                || EF.Functions.ILike(account.DisplayName, inside, LikePattern.Escape))
            .Where(account => afterUserName == null || string.Compare(account.UserName, afterUserName) > 0)
            .OrderBy(account => account.UserName)
            .Take(limit)
            .Select(account => new UserProfile(new UserId(account.Id), account.UserName!, account.DisplayName, account.Avatar))
            .ToListAsync(cancellationToken);
    }
}
