namespace ChatApp.Core.Friends;

/// <summary>What became of a friend request.</summary>
public enum FriendRequestState
{
    /// <summary>Nobody has answered yet.</summary>
    Waiting = 0,

    /// <summary>The two are friends since.</summary>
    Accepted = 1,

    /// <summary>The asked person does not want to.</summary>
    Refused = 2,
}
