using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.SignIn;

/// <summary>Asks ASP.NET Core Identity for accounts and passwords.</summary>
internal sealed class IdentityAccountCredentials(
    IServiceScopeFactory scopes, IDbContextFactory<ChatAppDbContext> contexts, IPasswordHasher<Account> hasher, VerifiedPasswords verified, TimeProvider clock) : IAccountCredentials
{
    // What a password is checked against when nobody has the name, so that the answer takes as long as for a name that somebody has.
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    public async Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var normalized = name.ToUpperInvariant();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().FirstOrDefaultAsync(user => user.NormalizedUserName == normalized, cancellationToken)
            ?? await database.Users.AsNoTracking().FirstOrDefaultAsync(
                user => user.PhoneNumber == name && user.PhoneNumberConfirmed, cancellationToken);
    }

    public async Task<Account?> FindAsync(UserId id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id.Value, cancellationToken);
    }

    public async Task<bool> CheckPasswordAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        if (account?.PasswordHash is { } known && verified.Knows(known, password))
        {
            return true;
        }

        var result = hasher.VerifyHashedPassword(account ?? new Account(), account?.PasswordHash ?? _nobodysHash, password);
        if (account?.PasswordHash is null || result == PasswordVerificationResult.Failed)
        {
            return false;
        }

        verified.Remember(account.PasswordHash, password);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            var hash = hasher.HashPassword(account, password);
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            await database.Users
                .Where(user => user.Id == account.Id && user.PasswordHash == account.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, hash), cancellationToken);
        }

        return true;
    }

    public async Task<bool> AnyAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.UserRoles
            .Join(database.Roles, link => link.RoleId, role => role.Id, (link, role) => role.Name)
            .AnyAsync(name => name == Roles.Admin, cancellationToken);
    }

    public async Task<Outcome<Account>> CreateAdministratorAsync(
        string userName, string displayName, string password, CancellationToken cancellationToken)
    {
        userName = userName.Trim();
        displayName = displayName.Trim();
        if (!UserId.TryParse(userName, out _) || displayName.Length is 0 or > Account.MaxDisplayName)
        {
            return ErrorCode.InvalidRequest;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        if (await users.FindByNameAsync(userName) is not null)
        {
            return ErrorCode.NameTaken;
        }

        if (!await roles.RoleExistsAsync(Roles.Admin))
        {
            await roles.CreateAsync(new IdentityRole(Roles.Admin));
        }

        var account = new Account { Id = userName, UserName = userName, DisplayName = displayName, CreatedAt = clock.GetUtcNow() };
        var created = await users.CreateAsync(account, password);
        if (!created.Succeeded)
        {
            return ErrorCode.InvalidRequest;
        }

        await users.AddToRoleAsync(account, Roles.Admin);
        return account;
    }
}
