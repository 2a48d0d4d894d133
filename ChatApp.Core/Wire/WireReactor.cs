namespace ChatApp.Core.Wire;

/// <summary>Who chose an emoji.</summary>
public sealed record WireReactor(string User, string Name, string Emoji);
