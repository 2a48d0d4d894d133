using ChatApp.Core.Kernel;

namespace ChatApp.Core.Sessions;

/// <summary>Keeps what happened to accounts. Beginnings and ends of sessions are written by the store of sessions, with the sessions themselves.</summary>
public interface ISecurityLogStore
{
    /// <summary>Writes one event.</summary>
    Task AddAsync(SecurityEventDraft draft, CancellationToken cancellationToken);

    /// <summary>A user's events, the newest first, below an id (<see langword="null"/>: from the newest).</summary>
    Task<IReadOnlyList<SecurityEvent>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes what happened before a moment; how many.</summary>
    Task<int> RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
