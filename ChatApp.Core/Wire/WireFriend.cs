using ChatApp.Core.Friends;

namespace ChatApp.Core.Wire;

/// <summary>A friend as the caller keeps them.</summary>
public sealed record WireFriend(string UserId, string UserName, string DisplayName, string? Remark, string? Avatar, bool Blocked)
{
    /// <summary>The wire's form of a friend.</summary>
    public static WireFriend From(Friend friend) => new(
        friend.User.Value, friend.UserName, friend.DisplayName, friend.Remark, friend.Avatar, friend.Blocked);
}
