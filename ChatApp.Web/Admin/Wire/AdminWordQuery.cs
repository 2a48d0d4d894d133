namespace ChatApp.Web.Admin.Wire;

/// <summary>Which words a client of the hub asks for.</summary>
/// <param name="Text">A piece of the word or of its note.</param>
/// <param name="Category">The category.</param>
/// <param name="AfterId">The last word of the page before.</param>
/// <param name="Limit">How many.</param>
public sealed record AdminWordQuery(string? Text = null, string? Category = null, string? AfterId = null, int Limit = 50);
