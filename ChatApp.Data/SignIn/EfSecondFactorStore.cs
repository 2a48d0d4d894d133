using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.SecondFactors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.SignIn;

/// <summary>Keeps second factors in the tables <c>totp_secrets</c> and <c>recovery_codes</c>.</summary>
internal sealed class EfSecondFactorStore(IDbContextFactory<ChatAppDbContext> contexts) : ISecondFactorStore
{
    public async Task<SecondFactorState> ReadAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.Where(row => row.Id == user.Value)
            .Select(row => new SecondFactorState(
                row.TwoFactorEnabled,
                database.Set<TotpRow>().Any(totp => totp.UserId == row.Id && totp.ConfirmedAt != null),
                database.Set<IdentityUserPasskey<string>>().Count(passkey => passkey.UserId == row.Id),
                database.Set<RecoveryCodeRow>().Count(code => code.UserId == row.Id && code.UsedAt == null)))
            .FirstOrDefaultAsync(cancellationToken) ?? new SecondFactorState(IsOn: false, HasTotp: false, 0, 0);
    }

    public async Task<TotpSecret?> FindTotpAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<TotpRow>().Where(row => row.UserId == user.Value)
            .Select(row => new TotpSecret(row.Secret, row.ConfirmedAt != null))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> OfferTotpAsync(UserId user, byte[] secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Database.ExecuteSqlAsync(
            $"""
            insert into totp_secrets as t (user_id, secret, offered_at, last_step) values ({user.Value}, {secret}, {now}, 0)
            on conflict (user_id) do update set secret = excluded.secret, offered_at = excluded.offered_at, last_step = 0 where t.confirmed_at is null
            """,
            cancellationToken) == 1;
    }

    public async Task<bool> TakeStepAsync(UserId user, long step, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<TotpRow>().Where(row => row.UserId == user.Value && row.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastStep, step), cancellationToken) == 1;
    }

    public async Task ConfirmTotpAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Set<TotpRow>().Where(row => row.UserId == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, now), cancellationToken);
        await TurnOnAsync(database, user, cancellationToken);
        await ReplaceAsync(database, user, recoveryCodes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> TurnOnAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await TurnOnAsync(database, user, cancellationToken))
        {
            return false;
        }

        await ReplaceAsync(database, user, recoveryCodes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task ReplaceRecoveryCodesAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await ReplaceAsync(database, user, recoveryCodes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> UseRecoveryCodeAsync(UserId user, byte[] code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<RecoveryCodeRow>().Where(row => row.UserId == user.Value && row.CodeHash == code && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken) == 1;
    }

    public async Task RemoveAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Set<TotpRow>().Where(row => row.UserId == user.Value).ExecuteDeleteAsync(cancellationToken);
        await database.Set<RecoveryCodeRow>().Where(row => row.UserId == user.Value).ExecuteDeleteAsync(cancellationToken);
        await database.Users.Where(row => row.Id == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TwoFactorEnabled, false), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<bool> TurnOffIfEmptyAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users
            .Where(row => row.Id == user.Value && row.TwoFactorEnabled
                && !database.Set<TotpRow>().Any(totp => totp.UserId == row.Id && totp.ConfirmedAt != null)
                && !database.Set<IdentityUserPasskey<string>>().Any(passkey => passkey.UserId == row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TwoFactorEnabled, false), cancellationToken) == 1;
    }

    private static async Task<bool> TurnOnAsync(ChatAppDbContext database, UserId user, CancellationToken cancellationToken)
        => await database.Users
            .Where(row => row.Id == user.Value
                && (database.Set<TotpRow>().Any(totp => totp.UserId == row.Id && totp.ConfirmedAt != null)
                    || database.Set<IdentityUserPasskey<string>>().Any(passkey => passkey.UserId == row.Id)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TwoFactorEnabled, true), cancellationToken) == 1;

    private static async Task ReplaceAsync(
        ChatAppDbContext database, UserId user, IReadOnlyCollection<byte[]> recoveryCodes, CancellationToken cancellationToken)
    {
        await database.Set<RecoveryCodeRow>().Where(row => row.UserId == user.Value).ExecuteDeleteAsync(cancellationToken);
        database.AddRange(recoveryCodes.Select(code => new RecoveryCodeRow { UserId = user.Value, CodeHash = code }));
        await database.SaveChangesAsync(cancellationToken);
    }
}
