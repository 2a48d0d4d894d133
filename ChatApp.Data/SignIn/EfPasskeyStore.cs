using System.Buffers.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.SignIn;

/// <summary>Keeps passkeys where ASP.NET Core Identity keeps them: in the table <c>user_passkeys</c>.</summary>
internal sealed class EfPasskeyStore(IServiceScopeFactory scopes, IDbContextFactory<ChatAppDbContext> contexts) : IPasskeyStore
{
    public async Task<IReadOnlyList<Passkey>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Set<IdentityUserPasskey<string>>().AsNoTracking().Where(row => row.UserId == user.Value).ToListAsync(cancellationToken);
        return
        [
            .. rows.OrderBy(row => row.Data.CreatedAt)
                .Select(row => new Passkey(Base64Url.EncodeToString(row.CredentialId), row.Data.Name ?? string.Empty, row.Data.CreatedAt, row.Data.IsBackedUp)),
        ];
    }

    public async Task<Outcome<Done>> AddAsync(UserId user, UserPasskeyInfo passkey, int max, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ChatAppDbContext>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);

        // The account's row is the lock: two that are added at once are counted one after the other.
        await database.Database.ExecuteSqlAsync($"select 1 from users where id = {user.Value} for no key update", cancellationToken);
        if (await database.Set<IdentityUserPasskey<string>>().CountAsync(row => row.UserId == user.Value, cancellationToken) >= max)
        {
            return ErrorCode.LimitReached;
        }

        if (await database.Set<IdentityUserPasskey<string>>().AnyAsync(row => row.CredentialId == passkey.CredentialId, cancellationToken)
            || await users.FindByIdAsync(user.Value) is not { } account)
        {
            return ErrorCode.Conflict;
        }

        var added = await users.AddOrUpdatePasskeyAsync(account, passkey);
        if (!added.Succeeded)
        {
            return ErrorCode.Conflict;
        }

        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    public async Task SaveUseAsync(UserId user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await users.FindByIdAsync(user.Value) is { } account)
        {
            await users.AddOrUpdatePasskeyAsync(account, passkey);
        }
    }

    public async Task<bool> RenameAsync(UserId user, string id, string name, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (!TryId(id, out var credential)
            || await database.Set<IdentityUserPasskey<string>>().FirstOrDefaultAsync(
                row => row.UserId == user.Value && row.CredentialId == credential, cancellationToken) is not { } found)
        {
            return false;
        }

        found.Data.Name = name;
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> RemoveAsync(UserId user, string id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return TryId(id, out var credential)
            && await database.Set<IdentityUserPasskey<string>>().Where(row => row.UserId == user.Value && row.CredentialId == credential)
                .ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private static bool TryId(string id, out byte[] credential)
    {
        credential = Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];
        return credential.Length > 0;
    }
}
