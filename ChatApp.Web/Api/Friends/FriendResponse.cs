using ChatApp.Core.Friends;

namespace ChatApp.Web.Api.Friends;

/// <summary>A friend as the caller keeps them.</summary>
internal sealed record FriendResponse(string UserId, string UserName, string DisplayName, string? Remark, string? Avatar, bool Blocked)
{
    public static FriendResponse From(Friend friend) => new(
        friend.User.Value, friend.UserName, friend.DisplayName, friend.Remark, friend.Avatar, friend.Blocked);
}
