using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.SignIn;

/// <summary>Keeps sign-in codes in the table <c>login_codes</c>.</summary>
internal sealed class EfLoginCodeStore(IDbContextFactory<ChatAppDbContext> contexts) : ILoginCodeStore
{
    public async Task ReplaceAsync(
        UserId user, byte[] challengeHash, byte[] codeHash, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into login_codes (user_id, challenge_hash, code_hash, expires_at, tries, used_at)
            values ({user.Value}, {challengeHash}, {codeHash}, {expiresAt}, 0, null)
            on conflict (user_id) do update set
                challenge_hash = excluded.challenge_hash, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0, used_at = null
            """,
            cancellationToken);
    }

    public async Task<bool> TryUseAsync(
        UserId user, byte[] challengeHash, byte[] codeHash, int maxTries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var used = await database.Database.SqlQuery<bool>(
            $"""
            update login_codes set tries = tries + 1, used_at = case when code_hash = {codeHash} then {now} end
            where user_id = {user.Value} and challenge_hash = {challengeHash} and used_at is null and tries < {maxTries} and expires_at > {now}
            returning used_at is not null
            """).ToListAsync(cancellationToken);
        return used is [true];
    }

    public async Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Set<LoginCodeRow>().Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
