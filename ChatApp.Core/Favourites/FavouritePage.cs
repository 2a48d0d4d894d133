namespace ChatApp.Core.Favourites;

/// <summary>Some of a person's favourites, the newest first.</summary>
/// <param name="Favourites">The favourites.</param>
/// <param name="HasMore">Whether there are older ones.</param>
public sealed record FavouritePage(IReadOnlyList<Favourite> Favourites, bool HasMore);
