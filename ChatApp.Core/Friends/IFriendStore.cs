using ChatApp.Core.Kernel;

namespace ChatApp.Core.Friends;

/// <summary>Keeps friendships, requests and blocks.</summary>
public interface IFriendStore
{
    /// <summary>A person's friends and blocked people, by display name.</summary>
    Task<IReadOnlyList<Friend>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Whether two people are friends, and whether the second one blocks the first.</summary>
    Task<(bool Friends, bool Blocked)> FindAsync(UserId from, UserId to, CancellationToken cancellationToken);

    /// <summary>The requests to and from a person, the newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<FriendRequest>> ListRequestsAsync(UserId user, int limit, CancellationToken cancellationToken);

    /// <summary>The request between two people in this direction, or <see langword="null"/>.</summary>
    Task<FriendRequest?> FindRequestAsync(UserId from, UserId to, CancellationToken cancellationToken);

    /// <summary>How many requests of a person wait.</summary>
    Task<int> CountWaitingAsync(UserId from, CancellationToken cancellationToken);

    /// <summary>Writes a waiting request, in place of an older one.</summary>
    Task SaveRequestAsync(UserId from, UserId to, string greeting, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Answers a waiting request; accepting makes the two friends in the same transaction.</summary>
    /// <returns>Whether there was a waiting request.</returns>
    Task<bool> AnswerAsync(UserId from, UserId to, bool accept, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a friendship on both sides; whether there was one.</summary>
    Task<bool> RemoveAsync(UserId one, UserId other, CancellationToken cancellationToken);

    /// <summary>Sets or lifts a person's block of another.</summary>
    Task SetBlockedAsync(UserId user, UserId other, bool blocked, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Sets or clears the name that a person gives a friend; whether they are friends.</summary>
    Task<bool> SetRemarkAsync(UserId user, UserId friend, string? remark, CancellationToken cancellationToken);
}
