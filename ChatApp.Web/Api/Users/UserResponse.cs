using ChatApp.Core.Users;

namespace ChatApp.Web.Api.Users;

/// <summary>What one user may know of another.</summary>
internal sealed record UserResponse(string UserId, string UserName, string DisplayName, string? Avatar)
{
    public static UserResponse From(UserProfile profile) => new(profile.Id.Value, profile.UserName, profile.DisplayName, profile.Avatar);
}
