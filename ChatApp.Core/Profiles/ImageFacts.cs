namespace ChatApp.Core.Profiles;

/// <summary>What the head of a picture says.</summary>
/// <param name="ContentType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record ImageFacts(string ContentType, int Width, int Height);
