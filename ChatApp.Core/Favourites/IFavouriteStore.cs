using ChatApp.Core.Kernel;

namespace ChatApp.Core.Favourites;

/// <summary>Keeps favourites.</summary>
public interface IFavouriteStore
{
    /// <summary>Writes one, unless the person has as many as may be.</summary>
    /// <returns>It as stored, or <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    Task<Outcome<Favourite>> AddAsync(UserId user, FavouriteDraft draft, int most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes one of a person's; whether there was one.</summary>
    Task<bool> RemoveAsync(UserId user, long id, CancellationToken cancellationToken);

    /// <summary>A person's, the newest first, below an id (<see langword="null"/>: from the newest).</summary>
    Task<IReadOnlyList<Favourite>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken);
}
