using ChatApp.Core.Users;

namespace ChatApp.Core.Wire;

/// <summary>What one user may know of another.</summary>
/// <param name="UserId">The account's id.</param>
/// <param name="UserName">The name to be found by.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Avatar">The id of the picture, which is at <c>/media/avatars/{id}</c>.</param>
/// <param name="Signature">What the person says of themselves.</param>
/// <param name="Gender">What the person says of their gender: 1 male, 2 female, 3 another.</param>
public sealed record WireUser(string UserId, string UserName, string DisplayName, string? Avatar, string? Signature = null, int? Gender = null)
{
    /// <summary>The wire's form of a profile.</summary>
    public static WireUser From(UserProfile profile) => new(
        profile.Id.Value, profile.UserName, profile.DisplayName, profile.Avatar,
        profile.Signature.Length == 0 ? null : profile.Signature,
        profile.Gender == Users.Gender.Unset ? null : (int)profile.Gender);
}
