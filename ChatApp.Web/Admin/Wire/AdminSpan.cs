namespace ChatApp.Web.Admin.Wire;

/// <summary>A word at its place in a text, in UTF-16 units.</summary>
public sealed record AdminSpan(string Word, string Action, int Start, int Length);
