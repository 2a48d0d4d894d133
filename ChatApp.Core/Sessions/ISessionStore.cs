using ChatApp.Core.Kernel;

namespace ChatApp.Core.Sessions;

/// <summary>Keeps sessions as rows.</summary>
public interface ISessionStore
{
    /// <summary>
    /// Writes a session and ends the older ones of the same user and device, and those that give way to it, in one transaction. The
    /// security log gets its lines in the same transaction, here and wherever sessions end.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="tokenHash">SHA-256 of its token.</param>
    /// <param name="room">How much room there is for it; <see langword="null"/> for any.</param>
    /// <param name="cancellationToken">Observed until the session is written.</param>
    /// <returns>The sessions that were ended, or <see cref="ErrorCode.LimitReached"/>.</returns>
    Task<Outcome<IReadOnlyList<SessionId>>> AddAsync(Session session, byte[] tokenHash, SessionRoom? room, CancellationToken cancellationToken);

    /// <summary>The live session of a token's SHA-256, or <see langword="null"/>. A suspended user has none.</summary>
    Task<Session?> FindAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The live session of a token's SHA-256 with its user's name and roles, or <see langword="null"/>. One query.</summary>
    Task<AuthenticatedSession?> AuthenticateAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those of the sessions that are still live.</summary>
    Task<IReadOnlySet<SessionId>> FindLiveAsync(IReadOnlyCollection<SessionId> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The live session of an id, or <see langword="null"/>. A suspended user has none.</summary>
    Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A user's live sessions, the newest first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(UserId user, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a live session another token and notes that its user proved who it is; the proof never gets weaker. The session as
    /// it is now, or <see langword="null"/> when it has ended.</summary>
    Task<Session?> RenewAsync(SessionId id, byte[] tokenHash, SessionProof proof, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends one session; whether it was live.</summary>
    Task<bool> EndAsync(SessionId id, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a user's sessions but one.</summary>
    /// <returns>Those that were live.</returns>
    Task<IReadOnlyList<SessionId>> EndAllAsync(
        UserId user, SessionId? except, SessionEndReason reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a user's live session another name, or its own again with <see langword="null"/>; whether there was such a session.</summary>
    Task<bool> RenameAsync(UserId user, SessionId id, string? name, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes when sessions were last used.</summary>
    Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset SeenAt)> seen, CancellationToken cancellationToken);

    /// <summary>Removes the rows of sessions that ended, or ran out, before a moment.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
