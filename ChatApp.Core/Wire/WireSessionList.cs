namespace ChatApp.Core.Wire;

/// <summary>The caller's sessions, the newest first.</summary>
/// <param name="Sessions">The sessions.</param>
public sealed record WireSessionList(IReadOnlyList<WireSession> Sessions);
