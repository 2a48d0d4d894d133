namespace ChatApp.Web.Components.Chat;

/// <summary>A piece of a message's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, as it was written.</param>
/// <param name="Address">Where a link leads.</param>
public readonly record struct TextPart(TextPartKind Kind, string Text, string? Address = null);
