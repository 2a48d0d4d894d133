using ChatApp.Core.Users;

namespace ChatApp.Core.Wire;

/// <summary>What one user may know of another.</summary>
public sealed record WireUser(string UserId, string UserName, string DisplayName, string? Avatar)
{
    /// <summary>The wire's form of a profile.</summary>
    public static WireUser From(UserProfile profile) => new(profile.Id.Value, profile.UserName, profile.DisplayName, profile.Avatar);
}
