namespace ChatApp.Core.Wire;

/// <summary>A page of what the reader keeps, the last kept first.</summary>
public sealed record WireStars(IReadOnlyList<WireStar> Stars, bool HasMore);
