using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Settings;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Sessions;

/// <summary>Opens, checks and ends the sessions of browsers, devices and robots.</summary>
public sealed class SessionService : IDisposable
{
    private const int TokenBytes = 32;
    private const int MaxTokenLength = 128;

    private readonly ISessionStore _store;
    private readonly ServerSettings _settings;
    private readonly INodeBus _bus;
    private readonly TimeProvider _clock;
    private readonly SessionLimits _limits;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> _seen = new();

    /// <summary>Makes the service and begins to hear of sessions that other nodes end.</summary>
    public SessionService(ISessionStore store, ServerSettings settings, INodeBus bus, TimeProvider clock, IOptions<SessionLimits> limits)
    {
        _store = store;
        _settings = settings;
        _bus = bus;
        _clock = clock;
        _limits = limits.Value;
        _subscription = bus.Subscribe<SessionRevoked>(revoked => _seen.TryRemove(revoked.Session, out _));
    }

    /// <summary>Opens a session for a client that has proved who its user is. An older session of the same device is replaced, and where
    /// the server limits how many devices of a class a person may use, the one that was unused longest gives way.</summary>
    /// <returns>The session, or <see cref="ErrorCode.LimitReached"/> where the server lets the newcomer wait instead.</returns>
    public async Task<Outcome<IssuedSession>> OpenAsync(NewSession client, CancellationToken cancellationToken)
    {
        var issued = Prepare(client);
        var ended = await _store.AddAsync(issued.Session, Hash(issued.Token), RoomFor(issued.Session), cancellationToken);
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        AnnounceOpened(issued.Session, ended.Value);
        return issued;
    }

    /// <summary>Whether a session began so lately, and in such a way, that it may not yet change what signs its user in.</summary>
    public bool IsRestricted(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Means == SignInMeans.QrCode && _clock.GetUtcNow() - session.CreatedAt < _limits.NewFor;
    }

    /// <summary>A session with its token that is not stored yet: for a store that writes it together with what led to it.</summary>
    internal IssuedSession Prepare(NewSession client)
    {
        var now = _clock.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var lifetime = TimeSpan.FromDays(_settings.Number(
            client.Kind == SessionKind.Browser ? ServerSettingNames.SessionsBrowserLifetime : ServerSettingNames.SessionsDeviceLifetime));
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
                ExpiresAt: now + lifetime)
            {
                IdleLimit = client.Kind != SessionKind.Browser
                    ? lifetime
                    : TimeSpan.FromHours(_settings.Number(client.StaySignedIn ? ServerSettingNames.SessionsBrowserIdle : ServerSettingNames.SessionsShortIdle)),
                Means = client.Means,
                Proof = client.Proof,
                ProvedAt = client.Proof == SessionProof.None ? null : now,
            },
            token);
    }

    /// <summary>
    /// Notes that a session's user has just proved who it is, and gives the session another token: what could do less before can do nothing
    /// after. Its name in lists stays, so pages that are open in the same browser live on.
    /// </summary>
    /// <returns>The session with its new token, or <see cref="ErrorCode.NotFound"/> when it has ended.</returns>
    public async Task<Outcome<IssuedSession>> RenewAsync(SessionId id, SessionProof proof, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return await _store.RenewAsync(id, Hash(token), proof, _clock.GetUtcNow(), cancellationToken) is { } renewed
            ? new IssuedSession(renewed, token)
            : ErrorCode.NotFound;
    }

    /// <summary>Whether a session's user proved who it is so shortly ago that dangerous things may be done.</summary>
    public bool IsFresh(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ProvedAt + _limits.ProofLifetime > _clock.GetUtcNow();
    }

    /// <summary>How much room there is for a session, or <see langword="null"/> where its class is not limited.</summary>
    internal SessionRoom? RoomFor(Session session)
    {
        var counted = DeviceClasses.Of(session);
        var limit = counted switch
        {
            DeviceClass.Web => _settings.Number(ServerSettingNames.SessionsMaxWebs),
            DeviceClass.Phone => _settings.Number(ServerSettingNames.SessionsMaxPhones),
            DeviceClass.Desktop => _settings.Number(ServerSettingNames.SessionsMaxDesktops),
            DeviceClass.Other => 0,
        };
        return limit == 0 ? null : new SessionRoom(counted, limit, _settings.Text(ServerSettingNames.SessionsGivesWay) == ServerSettingNames.NewestGivesWay);
    }

    /// <summary>Tells every node that a session began and that others gave way to it.</summary>
    internal void AnnounceOpened(Session session, IReadOnlyList<SessionId> ended)
    {
        foreach (var old in ended)
        {
            _bus.Publish(new SessionRevoked(old, session.User, SessionEndReason.Replaced));
        }

        _bus.Publish(new SessionOpened(session.Id, session.User, session.DeviceName, session.Address, session.Means));
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

    /// <summary>Gives one of a user's own sessions a name, or its own again with an empty one.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> for more than <see cref="Session.MaxGivenName"/> characters or a control
    /// character; <see cref="ErrorCode.NotFound"/> when the user has no such live session.</returns>
    public async Task<Outcome<Done>> RenameAsync(UserId user, SessionId id, string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length > Session.MaxGivenName || name.Any(char.IsControl))
        {
            return ErrorCode.InvalidRequest;
        }

        return await _store.RenameAsync(user, id, name.Length == 0 ? null : name, _clock.GetUtcNow(), cancellationToken)
            ? Outcome.Done
            : ErrorCode.NotFound;
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
