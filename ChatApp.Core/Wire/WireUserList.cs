namespace ChatApp.Core.Wire;

/// <summary>People who were found.</summary>
public sealed record WireUserList(IReadOnlyList<WireUser> Users);
