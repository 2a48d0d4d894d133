using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Challenges;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.SignIn;

/// <summary>Keeps what was begun in the table <c>challenges</c>.</summary>
internal sealed class EfChallengeStore(IDbContextFactory<ChatAppDbContext> contexts) : IChallengeStore
{
    public async Task AddAsync(
        Challenge challenge, byte[] secretHash, byte[]? answerHash, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var (user, purpose) = (challenge.User?.Value, (short)challenge.Purpose);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            with gone as (delete from challenges where user_id = {user} and purpose = {purpose})
            insert into challenges (secret_hash, purpose, user_id, answer_hash, data, expires_at, tries)
            values ({secretHash}, {purpose}, {user}, {answerHash}, {challenge.Data}, {expiresAt}, 0)
            """,
            cancellationToken);
    }

    public async Task<Challenge?> FindAsync(ChallengePurpose purpose, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<ChallengeRow>().AsNoTracking().FirstOrDefaultAsync(
            row => row.SecretHash == secretHash && row.Purpose == (short)purpose && row.UsedAt == null && row.ExpiresAt > now, cancellationToken);
        return row is null ? null : Read(row);
    }

    public Task<Challenge?> CountTryAsync(ChallengePurpose purpose, byte[] secretHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            $"""
            update challenges set tries = tries + 1
            where secret_hash = {secretHash} and purpose = {(short)purpose} and used_at is null and expires_at > {now} and tries < {maxTries}
            returning *
            """,
            cancellationToken);

    public async Task<Challenge?> TryAnswerAsync(
        ChallengePurpose purpose, byte[] secretHash, byte[] answerHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var tried = await database.Set<ChallengeRow>().FromSql(
            $"""
            update challenges set tries = tries + 1, used_at = case when answer_hash = {answerHash} then {now} end
            where secret_hash = {secretHash} and purpose = {(short)purpose} and used_at is null and expires_at > {now} and tries < {maxTries}
            returning *
            """).AsNoTracking().ToListAsync(cancellationToken);
        return tried is [{ UsedAt: not null } right] ? Read(right) : null;
    }

    public Task<Challenge?> TakeAsync(ChallengePurpose purpose, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            $"""
            update challenges set used_at = {now}
            where secret_hash = {secretHash} and purpose = {(short)purpose} and used_at is null and expires_at > {now}
            returning *
            """,
            cancellationToken);

    public async Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<ChallengeRow>().Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static Challenge Read(ChallengeRow row)
        => new((ChallengePurpose)row.Purpose, row.UserId is { } user ? new UserId(user) : null, row.Data);

    private async Task<Challenge?> ChangeAsync(FormattableString update, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await database.Set<ChallengeRow>().FromSql(update).AsNoTracking().ToListAsync(cancellationToken);
        return changed is [var row] ? Read(row) : null;
    }
}
