using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Codes;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChatApp.Data.SignIn;

/// <summary>Changes accounts in the table <c>users</c>.</summary>
internal sealed class EfAccountStore(IDbContextFactory<ChatAppDbContext> contexts, IPasswordHasher<Account> hasher) : IAccountStore
{
    public async Task SetPasswordAsync(UserId user, string password, CancellationToken cancellationToken)
    {
        var hash = hasher.HashPassword(new Account(), password);
        var stamp = Guid.NewGuid().ToString();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Users.Where(row => row.Id == user.Value).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.PasswordHash, hash).SetProperty(row => row.SecurityStamp, stamp), cancellationToken);
    }

    public async Task<bool> IsTakenAsync(Contact contact, CancellationToken cancellationToken)
    {
        var normalized = contact.Address.ToUpperInvariant();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return contact.Channel == CodeChannel.Sms
            ? await database.Users.AnyAsync(row => row.PhoneNumber == contact.Address && row.PhoneNumberConfirmed, cancellationToken)
            : await database.Users.AnyAsync(row => row.NormalizedEmail == normalized && row.EmailConfirmed, cancellationToken);
    }

    public async Task<Outcome<Done>> SetContactAsync(UserId user, Contact contact, CancellationToken cancellationToken)
    {
        var normalized = contact.Address.ToUpperInvariant();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var own = database.Users.Where(row => row.Id == user.Value);
        try
        {
            var changed = contact.Channel == CodeChannel.Sms
                ? await own.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.PhoneNumber, contact.Address).SetProperty(row => row.PhoneNumberConfirmed, true), cancellationToken)
                : await own.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Email, contact.Address).SetProperty(row => row.NormalizedEmail, normalized)
                        .SetProperty(row => row.EmailConfirmed, true),
                    cancellationToken);
            return changed == 1 ? Outcome.Done : ErrorCode.NotFound;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return ErrorCode.Conflict;
        }
    }

    public async Task RemoveContactAsync(UserId user, CodeChannel channel, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var own = database.Users.Where(row => row.Id == user.Value);
        _ = channel == CodeChannel.Sms
            ? await own.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PhoneNumber, (string?)null).SetProperty(row => row.PhoneNumberConfirmed, false), cancellationToken)
            : await own.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Email, (string?)null).SetProperty(row => row.NormalizedEmail, (string?)null)
                    .SetProperty(row => row.EmailConfirmed, false),
                cancellationToken);
    }

    public async Task<Outcome<Done>> AskToCloseAsync(UserId user, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var others = database.UserRoles.Where(link => link.UserId != user.Value && database.Roles.Any(role => role.Id == link.RoleId && role.Name == Roles.Admin)
            && database.Users.Any(other => other.Id == link.UserId && other.ClosesAt == null && other.Status != AccountStatus.Suspended));
        var asked = await database.Users
            .Where(row => row.Id == user.Value
                && (others.Any() || !database.UserRoles.Any(link => link.UserId == row.Id && database.Roles.Any(role => role.Id == link.RoleId && role.Name == Roles.Admin))))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosesAt, at), cancellationToken);
        return asked == 1 ? Outcome.Done : ErrorCode.Conflict;
    }

    public async Task<IReadOnlyList<UserId>> CloseDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var closed = await database.Database.SqlQuery<string>(
            $"""
            update users set
                closes_at = null, status = {(short)AccountStatus.Suspended}, status_until = null, display_name = '—', avatar = null, password_hash = null,
                phone_number = null, phone_number_confirmed = false, email = null, normalized_email = null, email_confirmed = false, two_factor_enabled = false
            where closes_at <= {now}
            returning id
            """).ToListAsync(cancellationToken);
        if (closed.Count > 0)
        {
            await database.Set<TotpRow>().Where(row => closed.Contains(row.UserId)).ExecuteDeleteAsync(cancellationToken);
            await database.Set<RecoveryCodeRow>().Where(row => closed.Contains(row.UserId)).ExecuteDeleteAsync(cancellationToken);
            await database.Set<IdentityUserPasskey<string>>().Where(row => closed.Contains(row.UserId)).ExecuteDeleteAsync(cancellationToken);
            await database.UserLogins.Where(row => closed.Contains(row.UserId)).ExecuteDeleteAsync(cancellationToken);
            await database.UserRoles.Where(row => closed.Contains(row.UserId)).ExecuteDeleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. closed.Select(id => new UserId(id))];
    }
}
