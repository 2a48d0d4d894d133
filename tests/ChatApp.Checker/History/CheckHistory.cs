namespace ChatApp.Checker.History;

/// <summary>What all clients did and saw.</summary>
public sealed record CheckHistory(
    IReadOnlyList<SendAttempt> Sends, IReadOnlyList<MemberChange> MemberChanges, IReadOnlyList<ActorRecord> Actors);
