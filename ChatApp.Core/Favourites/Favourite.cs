namespace ChatApp.Core.Favourites;

/// <summary>Something a person keeps, as an application described it.</summary>
/// <param name="Id">Its number; grows with time.</param>
/// <param name="What">What it is.</param>
/// <param name="At">When it was kept.</param>
public sealed record Favourite(long Id, FavouriteDraft What, DateTimeOffset At);
