namespace ChatApp.Core.Wire;

/// <summary>Requests to and from a person.</summary>
public sealed record WireFriendRequestList(IReadOnlyList<WireFriendRequest> Requests);
