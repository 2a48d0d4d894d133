using ChatApp.Core.Kernel;

namespace ChatApp.Core.Presence;

/// <summary>Keeps when people were last on line.</summary>
public interface IPresenceStore
{
    /// <summary>Writes that people were on line at a moment; never back.</summary>
    Task MarkSeenAsync(IReadOnlyCollection<UserId> users, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>When those of the people were last on line who are the viewer's friends and do not block the viewer, or the viewer.</summary>
    Task<IReadOnlyList<(UserId User, DateTimeOffset? SeenAt)>> ListAsync(UserId viewer, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken);
}
