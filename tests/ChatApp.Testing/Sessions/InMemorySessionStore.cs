using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Testing.Sessions;

/// <summary>Sessions that end with the test.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly HashSet<UserId> _suspended = [];
    private readonly Dictionary<UserId, string[]> _roles = [];

    public void Suspend(UserId user)
    {
        lock (_gate)
        {
            _suspended.Add(user);
        }
    }

    public void GiveRoles(UserId user, params string[] roles)
    {
        lock (_gate)
        {
            _roles[user] = roles;
        }
    }

    public Task<Outcome<IReadOnlyList<SessionId>>> AddAsync(Session session, byte[] tokenHash, SessionRoom? room, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var crowd = room is null ? [] : _entries
                .Where(entry => entry.Session.User == session.User && entry.Session.Device != session.Device && DeviceClasses.Of(entry.Session) == room.Class && IsUsable(entry, session.CreatedAt))
                .OrderByDescending(entry => entry.Session.LastSeenAt)
                .ThenByDescending(entry => entry.Session.Id.Value)
                .Skip(room.Limit - 1)
                .ToList();
            if (crowd.Count > 0 && room!.NewcomerWaits)
            {
                return Task.FromResult<Outcome<IReadOnlyList<SessionId>>>(ErrorCode.LimitReached);
            }

            var ended = End(
                entry => (entry.Session.User == session.User && entry.Session.Device == session.Device) || crowd.Contains(entry),
                SessionEndReason.Replaced,
                session.CreatedAt);
            _entries.Add(new Entry(session, tokenHash));
            return Task.FromResult(Outcome.Of(ended));
        }
    }

    public Task<bool> RenameAsync(UserId user, SessionId id, string? name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = _entries.Find(entry => entry.Session.Id == id && entry.Session.User == user && IsUsable(entry, now));
            if (found is not null)
            {
                found.Session = found.Session with { GivenName = name };
            }

            return Task.FromResult(found is not null);
        }
    }

    public Task<Session?> FindAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(Find(entry => entry.TokenHash.AsSpan().SequenceEqual(tokenHash), now));

    public Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(Find(entry => entry.Session.Id == id, now));

    public Task<AuthenticatedSession?> AuthenticateAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Find(entry => entry.TokenHash.AsSpan().SequenceEqual(tokenHash), now) is { } session
                ? new AuthenticatedSession(session, session.User.Value, _roles.GetValueOrDefault(session.User, []))
                : null);
        }
    }

    public Task<IReadOnlySet<SessionId>> FindLiveAsync(
        IReadOnlyCollection<SessionId> ids, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlySet<SessionId>>(ids.Where(id => Find(entry => entry.Session.Id == id, now) is not null).ToHashSet());

    public Task<IReadOnlyList<Session>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Session>>(
                [.. _entries.Where(entry => entry.Session.User == user && IsUsable(entry, now)).Select(entry => entry.Session).OrderByDescending(session => session.CreatedAt).ThenByDescending(session => session.Id.Value)]);
        }
    }

    public Task<Session?> RenewAsync(SessionId id, byte[] tokenHash, SessionProof proof, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_entries.FirstOrDefault(entry => entry.Session.Id == id && IsUsable(entry, now)) is not { } found)
            {
                return Task.FromResult<Session?>(null);
            }

            found.TokenHash = tokenHash;
            found.Session = found.Session with { ProvedAt = now, Proof = (SessionProof)Math.Max((int)found.Session.Proof, (int)proof) };
            return Task.FromResult<Session?>(found.Session);
        }
    }

    public Task<bool> EndAsync(SessionId id, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(End(entry => entry.Session.Id == id, reason, now).Count == 1);

    public Task<IReadOnlyList<SessionId>> EndAllAsync(
        UserId user, SessionId? except, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.FromResult(End(entry => entry.Session.User == user && entry.Session.Id != except, reason, now));

    public Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset SeenAt)> seen, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (id, at) in seen)
            {
                foreach (var entry in _entries.Where(entry => entry.Session.Id == id && entry.EndedAt is null && entry.Session.LastSeenAt < at))
                {
                    entry.Session = entry.Session with { LastSeenAt = at };
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_entries.RemoveAll(entry =>
                entry.EndedAt < before || entry.Session.ExpiresAt < before || entry.Session.LastSeenAt + entry.Session.IdleLimit < before));
        }
    }

    private Session? Find(Func<Entry, bool> which, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _entries.FirstOrDefault(entry => which(entry) && IsUsable(entry, now))?.Session;
        }
    }

    private bool IsUsable(Entry entry, DateTimeOffset now)
        => entry.EndedAt is null
            && entry.Session.ExpiresAt > now
            && entry.Session.LastSeenAt + entry.Session.IdleLimit > now
            && !_suspended.Contains(entry.Session.User);

    private IReadOnlyList<SessionId> End(Func<Entry, bool> which, SessionEndReason reason, DateTimeOffset now)
    {
        lock (_gate)
        {
            var live = _entries.Where(entry => entry.EndedAt is null && which(entry)).ToList();
            live.ForEach(entry => (entry.EndedAt, entry.Reason) = (now, reason));
            return [.. live.Select(entry => entry.Session.Id)];
        }
    }

    private sealed class Entry(Session session, byte[] tokenHash)
    {
        public Session Session { get; set; } = session;

        public byte[] TokenHash { get; set; } = tokenHash;

        public DateTimeOffset? EndedAt { get; set; }

        public SessionEndReason? Reason { get; set; }
    }
}
