using ChatApp.Core.Favourites;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Favourites;

/// <summary>Keeps favourites in the table <c>favourites</c>.</summary>
internal sealed class EfFavouriteStore(IDbContextFactory<ChatAppDbContext> contexts) : IFavouriteStore
{
    public async Task<Outcome<Favourite>> AddAsync(UserId user, FavouriteDraft draft, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);

        // The account's row is the lock: two that are added at once are counted one after the other.
        await database.Database.ExecuteSqlAsync($"select 1 from users where id = {user.Value} for no key update", cancellationToken);
        if (await database.Set<FavouriteRow>().CountAsync(row => row.UserId == user.Value, cancellationToken) >= most)
        {
            return ErrorCode.QuotaExceeded;
        }

        var row = new FavouriteRow
        {
            UserId = user.Value,
            MessageUid = draft.MessageUid,
            Type = draft.Type,
            ConversationType = draft.ConversationType,
            ConversationTarget = draft.ConversationTarget,
            ConversationLine = draft.ConversationLine,
            Origin = draft.Origin,
            Sender = draft.Sender,
            Title = draft.Title,
            Url = draft.Url,
            ThumbUrl = draft.ThumbUrl,
            Data = draft.Data,
            CreatedAt = now,
        };
        database.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Favourite(row.Id, draft, now);
    }

    public async Task<bool> RemoveAsync(UserId user, long id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Set<FavouriteRow>().Where(row => row.UserId == user.Value && row.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<Favourite>> ListAsync(UserId user, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var below = before ?? long.MaxValue;
        return await database.Set<FavouriteRow>()
            .Where(row => row.UserId == user.Value && row.Id < below)
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .Select(row => new Favourite(
                row.Id,
                new FavouriteDraft(
                    row.MessageUid,
                    row.Type,
                    row.ConversationType,
                    row.ConversationTarget,
                    row.ConversationLine,
                    row.Origin,
                    row.Sender,
                    row.Title,
                    row.Url,
                    row.ThumbUrl,
                    row.Data),
                row.CreatedAt))
            .ToListAsync(cancellationToken);
    }
}
