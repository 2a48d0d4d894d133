using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Core.Users;
using ChatApp.Data.Personal;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Users;

/// <summary>Finds accounts by what others may know of them.</summary>
internal sealed class EfUserDirectory(IDbContextFactory<ChatAppDbContext> contexts) : IUserDirectory
{
    // The masks of four bits, as texts, in which the person may not be found by the one or the other name.
    private static readonly string[] HidesDisplayName = [.. Enumerable.Range(0, 16).Where(mask => (mask & 1) != 0).Select(mask => mask.ToString(CultureInfo.InvariantCulture))];
    private static readonly string[] HidesUserName = [.. Enumerable.Range(0, 16).Where(mask => (mask & 2) != 0).Select(mask => mask.ToString(CultureInfo.InvariantCulture))];

    public async Task<IReadOnlyList<UserProfile>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = ids.Select(id => id.Value).ToArray();
        return await context.Users
            .AsNoTracking()
            .Where(account => wanted.Contains(account.Id))
            .Select(account => new UserProfile(new UserId(account.Id), account.UserName!, account.DisplayName, account.Avatar)
            {
                Signature = account.Signature,
                Gender = account.Gender,
            })
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<UserProfile>> SearchAsync(string text, string? afterUserName, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var prefix = LikePattern.StartingWith(text.ToUpperInvariant());
        var inside = LikePattern.Containing(text);
        return await context.Users
            .AsNoTracking()
            .Where(account =>
                (EF.Functions.Like(account.NormalizedUserName!, prefix, LikePattern.Escape)
                    && !context.Set<UserSettingRow>().Any(set => set.UserId == account.Id && set.Scope == SettingScopes.SearchMask && HidesUserName.Contains(set.Value)))
                || (EF.Functions.ILike(account.DisplayName, inside, LikePattern.Escape)
                    && !context.Set<UserSettingRow>().Any(set => set.UserId == account.Id && set.Scope == SettingScopes.SearchMask && HidesDisplayName.Contains(set.Value))))
            .Where(account => afterUserName == null || string.Compare(account.UserName, afterUserName) > 0)
            .OrderBy(account => account.UserName)
            .Take(limit)
            .Select(account => new UserProfile(new UserId(account.Id), account.UserName!, account.DisplayName, account.Avatar)
            {
                Signature = account.Signature,
                Gender = account.Gender,
            })
            .ToListAsync(cancellationToken);
    }
}
