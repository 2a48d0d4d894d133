using ChatApp.Core.Favourites;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>What people keep, as WildfireChat's apps store it.</summary>
internal static class AppServerFavouriteEndpoints
{
    public static void MapAppServerFavourites(this RouteGroupBuilder signedIn)
    {
        signedIn.MapPost("/fav/add", AddAsync);
        signedIn.MapPost("/fav/del/{id:long}", RemoveAsync);
        signedIn.MapPost("/fav/list", ListAsync);
    }

    private static async Task<IResult> AddAsync(HttpContext context, FavouriteService favourites)
        => await AppServerRequests.ReadAsync<FavouriteItem>(context) is { } item
            ? AppServerAnswer.Of(
                await favourites.AddAsync(context.User.UserId(), item.ToDraft(), context.RequestAborted),
                kept => FavouriteItem.From(kept, context.User.UserId().Value))
            : AppServerAnswer.Of(AppServerCode.BadParameter);

    private static async Task<IResult> RemoveAsync(long id, HttpContext context, FavouriteService favourites)
        => AppServerAnswer.Of(await favourites.RemoveAsync(context.User.UserId(), id, context.RequestAborted), _ => null);

    private static async Task<IResult> ListAsync(HttpContext context, FavouriteService favourites)
    {
        if (await AppServerRequests.ReadAsync<FavouriteListRequest>(context) is not { } request)
        {
            return AppServerAnswer.Of(AppServerCode.BadParameter);
        }

        var user = context.User.UserId();
        var page = await favourites.ListAsync(user, request.Id > 0 ? request.Id : null, request.Count, context.RequestAborted);
        return AppServerAnswer.Of(page, found => new { Items = found.Favourites.Select(kept => FavouriteItem.From(kept, user.Value)), found.HasMore });
    }
}
