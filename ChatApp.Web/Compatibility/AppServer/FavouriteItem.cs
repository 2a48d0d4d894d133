using ChatApp.Core.Favourites;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>A favourite as the app-server API writes it.</summary>
internal sealed record FavouriteItem(
    long Id,
    string? MessageUid,
    string? UserId,
    int Type,
    long Timestamp,
    int ConvType,
    int ConvLine,
    string? ConvTarget,
    string? Origin,
    string? Sender,
    string? Title,
    string? Url,
    string? ThumbUrl,
    string? Data)
{
    public static FavouriteItem From(Favourite favourite, string user) => new(
        favourite.Id,
        favourite.What.MessageUid,
        user,
        favourite.What.Type,
        favourite.At.ToUnixTimeMilliseconds(),
        favourite.What.ConversationType,
        favourite.What.ConversationLine,
        favourite.What.ConversationTarget,
        favourite.What.Origin,
        favourite.What.Sender,
        favourite.What.Title,
        favourite.What.Url,
        favourite.What.ThumbUrl,
        favourite.What.Data);

    public FavouriteDraft ToDraft() => new(
        MessageUid ?? string.Empty,
        Type,
        ConvType,
        ConvTarget ?? string.Empty,
        ConvLine,
        Origin ?? string.Empty,
        Sender ?? string.Empty,
        Title ?? string.Empty,
        Url ?? string.Empty,
        ThumbUrl ?? string.Empty,
        Data ?? string.Empty);
}
