using System.Collections.Frozen;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Passwords;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.SignIn;

/// <summary>Asks ASP.NET Core Identity for accounts and passwords.</summary>
internal sealed class IdentityAccountCredentials(
    IServiceScopeFactory scopes, IDbContextFactory<ChatAppDbContext> contexts, IPasswordHasher<Account> hasher, VerifiedPasswords verified, TimeProvider clock) : IAccountCredentials
{
    private const int MaxPassword = 256;

    // Names that people would believe.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "admin", "administrator", "root", "system", "support", "help", "security", "moderator", "auditor", "chatapp", "official", "service", "notice", "null", "me");

    // What a password is checked against when nobody has the name, so that the answer takes as long as for a name that somebody has.
    private readonly string _nobodysHash = hasher.HashPassword(new Account(), Guid.NewGuid().ToString());

    public async Task<Account?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var normalized = name.ToUpperInvariant();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().FirstOrDefaultAsync(user => user.NormalizedUserName == normalized, cancellationToken)
            ?? await database.Users.AsNoTracking().FirstOrDefaultAsync(
                user => (user.PhoneNumber == name && user.PhoneNumberConfirmed) || (user.NormalizedEmail == normalized && user.EmailConfirmed), cancellationToken);
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

    public async Task TakeCloseBackAsync(UserId id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(user => user.Id == id.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.ClosesAt, (DateTimeOffset?)null), cancellationToken);
    }

    public async Task<bool> AnyAdministratorAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.UserRoles
            .Join(database.Roles, link => link.RoleId, role => role.Id, (link, role) => role.Name)
            .AnyAsync(name => name == Roles.Admin, cancellationToken);
    }

    public ErrorCode? FindFault(string userName, string displayName, string password)
    {
        var name = userName.Trim();
        if (!UserId.TryParse(name, out _) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
            || displayName.Trim().Length > Account.MaxDisplayName || displayName.Any(char.IsControl))
        {
            return ErrorCode.InvalidRequest;
        }

        return !PasswordRules.Allow(password, MaxPassword, name, displayName.Trim())
            ? ErrorCode.WeakPassword
            : Reserved.Contains(name) ? ErrorCode.NameTaken : null;
    }

    public async Task<Outcome<Account>> CreateAsync(
        string userName, string displayName, string password, string? email, int? termsVersion, CancellationToken cancellationToken)
    {
        if (FindFault(userName, displayName, password) is { } fault)
        {
            return fault;
        }

        await using var scope = scopes.CreateAsyncScope();
        return await CreateAsync(scope.ServiceProvider, userName, displayName, password, email, termsVersion);
    }

    public async Task<Outcome<Account>> CreateAdministratorAsync(
        string userName, string displayName, string password, CancellationToken cancellationToken)
    {
        // The first administrator may be called "admin".
        if (FindFault(userName, displayName, password) is { } fault and not ErrorCode.NameTaken)
        {
            return fault;
        }

        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        if (!await roles.RoleExistsAsync(Roles.Admin))
        {
            await roles.CreateAsync(new IdentityRole(Roles.Admin));
        }

        var created = await CreateAsync(scope.ServiceProvider, userName, displayName, password, email: null, termsVersion: null);
        if (created.Refusal is null)
        {
            await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().AddToRoleAsync(created.Value, Roles.Admin);
        }

        return created;
    }

    private async Task<Outcome<Account>> CreateAsync(
        IServiceProvider services, string userName, string displayName, string password, string? email, int? termsVersion)
    {
        var name = userName.Trim();
        var users = services.GetRequiredService<UserManager<Account>>();
        if (await users.FindByNameAsync(name) is not null)
        {
            return ErrorCode.NameTaken;
        }

        var account = new Account
        {
            Id = name,
            UserName = name,
            DisplayName = string.IsNullOrWhiteSpace(displayName) ? name : displayName.Trim(),
            Email = email,
            EmailConfirmed = email is not null,
            TermsVersion = termsVersion,
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            return (await users.CreateAsync(account, password)).Succeeded ? account : ErrorCode.InvalidRequest;
        }
        catch (DbUpdateException taken) when (taken.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return ErrorCode.NameTaken;
        }
    }
}
