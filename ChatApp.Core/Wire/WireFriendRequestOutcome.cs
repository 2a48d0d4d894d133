namespace ChatApp.Core.Wire;

/// <summary>What became of a request: friends at once, or waiting.</summary>
public sealed record WireFriendRequestOutcome(bool Friends);
