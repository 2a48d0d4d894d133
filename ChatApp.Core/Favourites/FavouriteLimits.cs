namespace ChatApp.Core.Favourites;

/// <summary>How much one person may keep.</summary>
public sealed class FavouriteLimits
{
    /// <summary>The most favourites of one person. Defaults to 2,000.</summary>
    public int PerUser { get; set; } = 2_000;
}
