namespace ChatApp.Core.Wire;

/// <summary>How people stand.</summary>
public sealed record WirePresenceList(IReadOnlyList<WirePresence> People);
