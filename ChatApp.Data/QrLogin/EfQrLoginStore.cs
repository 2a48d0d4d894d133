using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Data.Sessions;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.QrLogin;

/// <summary>
/// Keeps QR logins in the table <c>qr_logins</c>. Each step is one UPDATE whose WHERE is the state it starts from, so of a hundred
/// phones or browsers at the same moment the database lets one through.
/// </summary>
internal sealed class EfQrLoginStore(IDbContextFactory<ChatAppDbContext> contexts) : IQrLoginStore
{
    private const short Created = (short)QrLoginState.Created;
    private const short Scanned = (short)QrLoginState.Scanned;
    private const short Confirmed = (short)QrLoginState.Confirmed;
    private const short Redeemed = (short)QrLoginState.Redeemed;
    private const short Refused = (short)QrLoginState.Refused;
    private const short CancelledInBrowser = (short)QrLoginState.CancelledInBrowser;

    public async Task AddAsync(QrTicket ticket, byte[] secretHash, int liveLimit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            update qr_logins set state = {CancelledInBrowser}
            where secret_hash = {secretHash} and state <= {Confirmed} and code not in (
                select code from qr_logins where secret_hash = {secretHash} and state <= {Confirmed}
                order by created_at desc, code limit {liveLimit - 1})
            """,
            cancellationToken);
        database.Add(QrTicketRow.Of(ticket, secretHash));
        await database.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> IsSecretKnownAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // A secret that already led to a session is not used again.
        return await database.Set<QrTicketRow>().AnyAsync(row => row.SecretHash == secretHash, cancellationToken)
            && !await database.Set<QrTicketRow>().AnyAsync(row => row.SecretHash == secretHash && row.State == Redeemed, cancellationToken);
    }

    public async Task<QrTicket?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<QrTicketRow>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.Code == code || row.TextCode == code, cancellationToken);
        return row?.ToTicket();
    }

    public async Task<QrTicket?> FindAsync(string code, byte[] secretHash, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Set<QrTicketRow>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.Code == code && row.SecretHash == secretHash, cancellationToken);
        return row?.ToTicket();
    }

    public Task<QrTicket?> ScanAsync(
        string code, UserId user, SessionId session, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken)
        => UpdateAsync(
            $"""
            update qr_logins set state = {Scanned}, scanned_by = {user.Value}, scanned_in = {session.Value},
                expires_at = least({now + limits.ConfirmLifetime}, created_at + {limits.AbsoluteLifetime})
            where (code = {code} or text_code = {code}) and state = {Created}
                and expires_at > {now} and created_at <= {QrTicket.LatestCreation(now)}
            returning *
            """,
            cancellationToken);

    public Task<QrTicket?> PickAsync(
        string code, SessionId session, int number, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken)
        => UpdateAsync(
            $"""
            update qr_logins set
                state = case when number = {number} then {Confirmed} when wrong_picks + 1 >= {limits.WrongPicks} then {Refused} else state end,
                wrong_picks = case when number = {number} then wrong_picks else wrong_picks + 1 end,
                expires_at = case when number = {number}
                    then least({now + limits.RedeemLifetime}, created_at + {limits.AbsoluteLifetime}) else expires_at end
            where code = {code} and state = {Scanned} and scanned_in = {session.Value}
                and expires_at > {now} and created_at <= {QrTicket.LatestCreation(now)}
            returning *
            """,
            cancellationToken);

    public Task<QrTicket?> EndByPhoneAsync(
        string code, SessionId session, QrLoginState end, DateTimeOffset now, CancellationToken cancellationToken)
        => UpdateAsync(
            $"""
            update qr_logins set state = {(short)end}
            where code = {code} and state in ({Scanned}, {Confirmed}) and scanned_in = {session.Value} and expires_at > {now}
            returning *
            """,
            cancellationToken);

    public Task<QrTicket?> CancelByBrowserAsync(string code, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
        => UpdateAsync(
            $"""
            update qr_logins set state = {CancelledInBrowser}
            where code = {code} and secret_hash = {secretHash} and state <= {Confirmed} and expires_at > {now}
            returning *
            """,
            cancellationToken);

    public async Task<Outcome<IReadOnlyList<SessionId>>> RedeemAsync(
        string code,
        byte[] secretHash,
        Session session,
        byte[] tokenHash,
        SessionRoom? room,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var phones = database.Usable(now).Where(row => row.UserId == session.User.Value);
        var redeemed = await database.Set<QrTicketRow>()
            .Where(row => row.Code == code && row.SecretHash == secretHash && row.State == Confirmed && row.ScannedBy == session.User.Value
                && row.ExpiresAt > now && row.CreatedAt <= QrTicket.LatestCreation(now)
                && phones.Any(phone => phone.Id == row.ScannedIn))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, Redeemed).SetProperty(row => row.SessionId, session.Id.Value),
                cancellationToken);
        if (redeemed == 0)
        {
            return ErrorCode.QrExpired;
        }

        var ended = await database.AddSessionAsync(session, tokenHash, room, cancellationToken);
        if (ended.Refusal is null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return ended;
    }

    public async Task<int> RemoveOldAsync(DateTimeOffset madeBefore, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<QrTicketRow>().Where(row => row.CreatedAt < madeBefore).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<QrTicket?> UpdateAsync(FormattableString update, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await database.Set<QrTicketRow>().FromSql(update).AsNoTracking().ToListAsync(cancellationToken);
        return changed is [var row] ? row.ToTicket() : null;
    }
}
