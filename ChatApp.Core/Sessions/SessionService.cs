using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Sessions;

/// <summary>Opens, checks and ends the sessions of browsers, devices and robots.</summary>
public sealed class SessionService : IDisposable
{
    private const int TokenBytes = 32;
    private const int MaxTokenLength = 128;

    private readonly ISessionStore _store;
    private readonly INodeBus _bus;
    private readonly TimeProvider _clock;
    private readonly SessionLimits _limits;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _seen = new();

    /// <summary>Makes the service and begins to hear of sessions that other nodes end.</summary>
    public SessionService(ISessionStore store, INodeBus bus, TimeProvider clock, IOptions<SessionLimits> limits)
    {
        _store = store;
        _bus = bus;
        _clock = clock;
        _limits = limits.Value;
        _subscription = bus.Subscribe<SessionRevoked>(revoked => _seen.TryRemove(revoked.Session, out _));
    }

    /// <summary>Opens a session for a client that has proved who its user is. An older session of the same device is replaced.</summary>
    public async Task<IssuedSession> OpenAsync(NewSession client, CancellationToken cancellationToken)
    {
        var issued = Prepare(client);
        AnnounceReplaced(client.User, await _store.AddAsync(issued.Session, Hash(issued.Token), cancellationToken));
        return issued;
    }

    /// <summary>A session with its token that is not stored yet: for a store that writes it together with what led to it.</summary>
    internal IssuedSession Prepare(NewSession client)
    {
        var now = _clock.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return new IssuedSession(
            new Session(
                new SessionId(Guid.CreateVersion7(now)),
                client.User,
                client.Kind,
                client.Platform,
                client.Device,
                client.DeviceName,
                client.Address,
                CreatedAt: now,
                LastSeenAt: now,
                ExpiresAt: now + _limits.LifetimeOf(client.Kind))
            {
                IdleLimit = _limits.IdleLimitOf(client),
            },
            token);
    }

    /// <summary>Tells every node that sessions gave way to a newer one of their device.</summary>
    internal void AnnounceReplaced(UserId user, IReadOnlyList<SessionId> replaced)
    {
        foreach (var old in replaced)
        {
            _bus.Publish(new SessionRevoked(old, user, SessionEndReason.Replaced));
        }
    }

    /// <summary>The live session that a token opens, or <see langword="null"/>; costs one query by a unique index.</summary>
    public async ValueTask<Session?> ValidateAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and <= MaxTokenLength })
        {
            return null;
        }

        var session = await _store.FindAsync(Hash(token), _clock.GetUtcNow(), cancellationToken);
        if (session is not null)
        {
            _seen[session.Id] = _clock.GetUtcNow();
        }

        return session;
    }

    /// <summary>The live session that a token opens, with its user's name and roles of now, or <see langword="null"/>; costs one query.</summary>
    public async ValueTask<AuthenticatedSession?> AuthenticateAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and <= MaxTokenLength })
        {
            return null;
        }

        var authenticated = await _store.AuthenticateAsync(Hash(token), _clock.GetUtcNow(), cancellationToken);
        if (authenticated is not null)
        {
            _seen[authenticated.Session.Id] = _clock.GetUtcNow();
        }

        return authenticated;
    }

    /// <summary>Those of the sessions that are still live; they count as used now. The way to find what ended while a hint was lost.</summary>
    public async Task<IReadOnlySet<SessionId>> KeepAliveAsync(IReadOnlyCollection<SessionId> ids, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var live = await _store.FindLiveAsync(ids, now, cancellationToken);
        foreach (var id in live)
        {
            _seen[id] = now;
        }

        return live;
    }

    /// <summary>Removes the rows of sessions that ended longer ago than <see cref="SessionLimits.EndedRetention"/>.</summary>
    /// <returns>How many.</returns>
    public Task<int> RemoveEndedAsync(CancellationToken cancellationToken)
        => _store.RemoveEndedAsync(_clock.GetUtcNow() - _limits.EndedRetention, cancellationToken);

    /// <summary>The live session of an id, or <see langword="null"/> when it has ended.</summary>
    public Task<Session?> FindAsync(SessionId id, CancellationToken cancellationToken) => _store.FindAsync(id, _clock.GetUtcNow(), cancellationToken);

    /// <summary>A user's live sessions, the newest first.</summary>
    public Task<IReadOnlyList<Session>> ListAsync(UserId user, CancellationToken cancellationToken)
        => _store.ListAsync(user, _clock.GetUtcNow(), cancellationToken);

    /// <summary>Ends one of a user's own sessions.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/> when the user has no such live session.</returns>
    public async Task<Outcome<Done>> EndOwnAsync(UserId user, SessionId id, SessionEndReason reason, CancellationToken cancellationToken)
    {
        var session = await _store.FindAsync(id, _clock.GetUtcNow(), cancellationToken);
        if (session?.User != user)
        {
            return ErrorCode.NotFound;
        }

        await EndAsync(session.Id, user, reason, cancellationToken);
        return Outcome.Done;
    }

    /// <summary>Ends a session, whoever asks: the caller has checked that it may.</summary>
    public async Task EndAsync(SessionId id, UserId user, SessionEndReason reason, CancellationToken cancellationToken)
    {
        if (await _store.EndAsync(id, reason, _clock.GetUtcNow(), cancellationToken))
        {
            _bus.Publish(new SessionRevoked(id, user, reason));
        }
    }

    /// <summary>Ends all of a user's sessions, or all but one.</summary>
    /// <returns>How many were live.</returns>
    public async Task<int> EndAllAsync(UserId user, SessionId? except, SessionEndReason reason, CancellationToken cancellationToken)
    {
        var ended = await _store.EndAllAsync(user, except, reason, _clock.GetUtcNow(), cancellationToken);
        foreach (var id in ended)
        {
            _bus.Publish(new SessionRevoked(id, user, reason));
        }

        return ended.Count;
    }

    /// <summary>Writes down when sessions were last used; called about once a minute, so that a request costs no write.</summary>
    public async Task FlushSeenAsync(CancellationToken cancellationToken)
    {
        var seen = _seen.ToArray();
        if (seen.Length == 0)
        {
            return;
        }

        await _store.TouchAsync([.. seen.Select(entry => (entry.Key, entry.Value))], cancellationToken);
        foreach (var entry in seen)
        {
            _seen.TryRemove(entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
