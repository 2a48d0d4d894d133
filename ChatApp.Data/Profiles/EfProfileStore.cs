using ChatApp.Core.Kernel;
using ChatApp.Core.Profiles;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Profiles;

/// <summary>Keeps what people show of themselves in the tables <c>users</c> and <c>avatars</c>.</summary>
internal sealed class EfProfileStore(IDbContextFactory<ChatAppDbContext> contexts, IServiceScopeFactory scopes) : IProfileStore
{
    public async Task<OwnProfile?> FindAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users
            .Where(account => account.Id == user.Value)
            .Select(account => new OwnProfile(
                user, account.UserName!, account.DisplayName, account.Avatar, account.Signature, account.Gender, account.PhoneNumber, account.Email))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task UpdateAsync(UserId user, ProfileDraft draft, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(account => account.Id == user.Value).ExecuteUpdateAsync(
            set => set
                .SetProperty(account => account.DisplayName, draft.DisplayName)
                .SetProperty(account => account.Signature, draft.Signature)
                .SetProperty(account => account.Gender, draft.Gender),
            cancellationToken);
    }

    public async Task<Outcome<Done>> ChangeUserNameAsync(UserId user, string userName, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByIdAsync(user.Value) is not { } account)
        {
            return ErrorCode.NotFound;
        }

        var changed = await accounts.SetUserNameAsync(account, userName);
        return changed.Succeeded ? Outcome.Done
            : changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName)) ? ErrorCode.NameTaken
            : ErrorCode.InvalidRequest;
    }

    public async Task SaveAvatarAsync(UserId user, Avatar? avatar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);

        // The account's row is the lock: of two pictures at once the later one stays, whole.
        await database.Database.ExecuteSqlAsync($"update users set avatar = {avatar?.Id} where id = {user.Value}", cancellationToken);
        await database.Set<AvatarRow>().Where(row => row.OwnerId == user.Value).ExecuteDeleteAsync(cancellationToken);
        if (avatar is not null)
        {
            database.Add(new AvatarRow { Id = avatar.Id, OwnerId = user.Value, ContentType = avatar.ContentType, Bytes = avatar.Bytes, CreatedAt = now });
            await database.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<Avatar?> FindAvatarAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<AvatarRow>().Where(row => row.Id == id).Select(row => new Avatar(row.Id, row.ContentType, row.Bytes)).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<UserId, string>> ListAvatarsAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<AvatarRow>().Select(row => new { row.OwnerId, row.Id })
            .ToDictionaryAsync(row => new UserId(row.OwnerId), row => row.Id, cancellationToken);
    }
}
