namespace ChatApp.Web.Components.Chat;

/// <summary>Where the reader was before the page was loaded again.</summary>
/// <param name="Sequence">The first visible message.</param>
/// <param name="Top">Its distance from the top, in CSS pixels.</param>
public sealed record Place(long Sequence, double Top);
