using ChatApp.Core.Kernel;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Favourites;

/// <summary>Keeps for people what applications of WildfireChat's kind call favourites. Stars are the product's own.</summary>
public sealed class FavouriteService(IFavouriteStore store, TimeProvider clock, IOptions<FavouriteLimits> limits)
{
    /// <summary>The most of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>Keeps something for a person.</summary>
    /// <returns>It as stored, or <see cref="ErrorCode.InvalidRequest"/> for a text over its limit, <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    public async Task<Outcome<Favourite>> AddAsync(UserId user, FavouriteDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Fits
            ? await store.AddAsync(user, draft, limits.Value.PerUser, clock.GetUtcNow(), cancellationToken)
            : ErrorCode.InvalidRequest;
    }

    /// <summary>Lets go of one of a person's favourites.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> RemoveAsync(UserId user, long id, CancellationToken cancellationToken)
        => await store.RemoveAsync(user, id, cancellationToken) ? Outcome.Done : ErrorCode.NotFound;

    /// <summary>A person's favourites, the newest first, below an id; 1 to <see cref="MaxPage"/> of them.</summary>
    /// <returns>The page, or <see cref="ErrorCode.InvalidRequest"/> for a limit out of range.</returns>
    public async Task<Outcome<FavouritePage>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxPage)
        {
            return ErrorCode.InvalidRequest;
        }

        // One more than was asked for tells whether there are older ones.
        var found = await store.ListAsync(user, before, limit + 1, cancellationToken);
        return new FavouritePage([.. found.Take(limit)], found.Count > limit);
    }
}
