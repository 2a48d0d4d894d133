namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>Asks for favourites.</summary>
/// <param name="Id">Those below this one; 0 for the newest.</param>
/// <param name="Count">How many at most.</param>
internal sealed record FavouriteListRequest(long Id, int Count);
