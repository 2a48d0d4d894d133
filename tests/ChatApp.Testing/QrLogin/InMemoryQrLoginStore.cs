using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Testing.Sessions;

namespace ChatApp.Testing.QrLogin;

/// <summary>QR logins that end with the test.</summary>
public sealed class InMemoryQrLoginStore(InMemorySessionStore sessions) : IQrLoginStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (QrTicket Ticket, byte[] SecretHash)> _tickets = new(StringComparer.Ordinal);

    public Task AddAsync(QrTicket ticket, byte[] secretHash, int liveLimit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _tickets.Add(ticket.Code, (ticket, secretHash));
            var live = _tickets.Values
                .Where(entry => entry.SecretHash.AsSpan().SequenceEqual(secretHash) && entry.Ticket.State <= QrLoginState.Confirmed)
                .OrderByDescending(entry => entry.Ticket.CreatedAt)
                .ThenBy(entry => entry.Ticket.Code, StringComparer.Ordinal)
                .Skip(liveLimit)
                .ToList();
            live.ForEach(entry => Set(entry.Ticket with { State = QrLoginState.CancelledInBrowser }));
        }

        return Task.CompletedTask;
    }

    public Task<bool> IsSecretKnownAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = _tickets.Values.Where(entry => entry.SecretHash.AsSpan().SequenceEqual(secretHash)).ToList();
            return Task.FromResult(own.Count > 0 && own.TrueForAll(entry => entry.Ticket.State != QrLoginState.Redeemed));
        }
    }

    public Task<QrTicket?> FindAsync(string code, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_tickets.Values.Select(entry => entry.Ticket).FirstOrDefault(ticket => ticket.Code == code || ticket.TextCode == code));
        }
    }

    public Task<QrTicket?> FindAsync(string code, byte[] secretHash, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(IsOf(code, secretHash) ? _tickets[code].Ticket : null);
        }
    }

    public Task<QrTicket?> ScanAsync(
        string code, UserId user, SessionId session, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken)
        => ChangeAsync(
            _tickets.Values.FirstOrDefault(entry => entry.Ticket.TextCode == code).Ticket?.Code ?? code,
            ticket => ticket.State == QrLoginState.Created && ticket.StateAt(now) == QrLoginState.Created,
            ticket => ticket with
            {
                State = QrLoginState.Scanned,
                ScannedBy = user,
                ScannedIn = session,
                ExpiresAt = Earlier(now + limits.ConfirmLifetime, ticket.CreatedAt + limits.AbsoluteLifetime),
            });

    public Task<QrTicket?> PickAsync(
        string code, SessionId session, int number, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken)
        => ChangeAsync(
            code,
            ticket => ticket.StateAt(now) == QrLoginState.Scanned && ticket.ScannedIn == session,
            ticket => ticket.Number == number
                ? ticket with
                {
                    State = QrLoginState.Confirmed,
                    ExpiresAt = Earlier(now + limits.RedeemLifetime, ticket.CreatedAt + limits.AbsoluteLifetime),
                }
                : ticket with
                {
                    WrongPicks = ticket.WrongPicks + 1,
                    State = ticket.WrongPicks + 1 >= limits.WrongPicks ? QrLoginState.Refused : ticket.State,
                });

    public Task<QrTicket?> EndByPhoneAsync(string code, SessionId session, QrLoginState end, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            code,
            ticket => ticket.State is QrLoginState.Scanned or QrLoginState.Confirmed && ticket.ExpiresAt > now && ticket.ScannedIn == session,
            ticket => ticket with { State = end });

    public Task<QrTicket?> CancelByBrowserAsync(string code, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken)
        => ChangeAsync(
            code,
            ticket => IsOf(code, secretHash) && ticket.State <= QrLoginState.Confirmed && ticket.ExpiresAt > now,
            ticket => ticket with { State = QrLoginState.CancelledInBrowser });

    public async Task<Outcome<IReadOnlyList<SessionId>>> RedeemAsync(
        string code,
        byte[] secretHash,
        Session session,
        byte[] tokenHash,
        SessionRoom? room,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var phone = (await FindAsync(code, secretHash, cancellationToken))?.ScannedIn;
        var phoneLives = phone is { } id && await sessions.FindAsync(id, now, cancellationToken) is not null;
        var redeemed = await ChangeAsync(
            code,
            ticket => IsOf(code, secretHash) && ticket.StateAt(now) == QrLoginState.Confirmed && phoneLives && ticket.ScannedBy == session.User,
            ticket => ticket with { State = QrLoginState.Redeemed });
        return redeemed is null ? ErrorCode.QrExpired : await sessions.AddAsync(session, tokenHash, room, cancellationToken);
    }

    public Task<int> RemoveOldAsync(DateTimeOffset madeBefore, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _tickets.Values.Where(entry => entry.Ticket.CreatedAt < madeBefore).Select(entry => entry.Ticket.Code).ToList();
            old.ForEach(code => _tickets.Remove(code));
            return Task.FromResult(old.Count);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;

    private bool IsOf(string code, byte[] secretHash)
        => _tickets.TryGetValue(code, out var entry) && entry.SecretHash.AsSpan().SequenceEqual(secretHash);

    private void Set(QrTicket ticket) => _tickets[ticket.Code] = (ticket, _tickets[ticket.Code].SecretHash);

    private Task<QrTicket?> ChangeAsync(string code, Func<QrTicket, bool> from, Func<QrTicket, QrTicket> to)
    {
        lock (_gate)
        {
            if (!_tickets.TryGetValue(code, out var entry) || !from(entry.Ticket))
            {
                return Task.FromResult<QrTicket?>(null);
            }

            Set(to(entry.Ticket));
            return Task.FromResult<QrTicket?>(_tickets[code].Ticket);
        }
    }
}
