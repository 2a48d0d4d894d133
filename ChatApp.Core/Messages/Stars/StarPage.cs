namespace ChatApp.Core.Messages.Stars;

/// <summary>A run of a person's stars, the last kept first.</summary>
/// <param name="Stars">The stars.</param>
/// <param name="HasMore">Whether there are earlier ones.</param>
public sealed record StarPage(IReadOnlyList<Star> Stars, bool HasMore);
