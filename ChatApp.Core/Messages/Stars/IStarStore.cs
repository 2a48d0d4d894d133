using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Stars;

/// <summary>Keeps which messages people keep for themselves.</summary>
public interface IStarStore
{
    /// <summary>Keeps a message that the member may see and that stands; whether it was there to keep.</summary>
    Task<bool> AddAsync(Membership member, long sequence, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps a message no more; whether it was kept.</summary>
    Task<bool> RemoveAsync(Membership member, long sequence, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> stars below an id whose messages the person may still see, the last kept first.</summary>
    Task<IReadOnlyList<Star>> ListAsync(UserId user, long before, int limit, CancellationToken cancellationToken);
}
