namespace ChatApp.Core.Wire;

/// <summary>Who was added.</summary>
public sealed record WireAddedMembers(IReadOnlyList<string> Added);
