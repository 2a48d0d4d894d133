namespace ChatApp.Core.Wire;

/// <summary>A person's friends and blocked people.</summary>
public sealed record WireFriendList(IReadOnlyList<WireFriend> Friends);
