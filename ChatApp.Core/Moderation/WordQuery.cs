namespace ChatApp.Core.Moderation;

/// <summary>Which page of the list is wanted; what is <see langword="null"/> does not narrow.</summary>
/// <param name="Text">A piece of the word or of its note.</param>
/// <param name="Category">The category.</param>
/// <param name="Action">The action.</param>
/// <param name="Enabled">Only words that are on, or only those that are off.</param>
/// <param name="Order">How the list is ordered.</param>
/// <param name="After">The last word of the page before, or <see langword="null"/> for the first page.</param>
/// <param name="Limit">How many.</param>
public sealed record WordQuery(
    string? Text = null,
    string? Category = null,
    WordAction? Action = null,
    bool? Enabled = null,
    WordOrder Order = WordOrder.Newest,
    SensitiveWord? After = null,
    int Limit = 50);
