namespace ChatApp.Web.Admin.Wire;

/// <summary>A page of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
public sealed record AdminPage<T>(IReadOnlyList<T> Items, bool HasMore);
