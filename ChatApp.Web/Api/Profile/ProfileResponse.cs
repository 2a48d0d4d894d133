using ChatApp.Core.Profiles;

namespace ChatApp.Web.Api.Profile;

/// <summary>The caller's own profile.</summary>
/// <param name="UserId">The account's id.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">The name others see.</param>
/// <param name="Avatar">The id of the picture, which is at <c>/media/avatars/{id}</c>.</param>
/// <param name="Signature">What the caller says of themselves.</param>
/// <param name="Gender">0 not said, 1 male, 2 female, 3 another.</param>
/// <param name="PhoneNumber">The phone number.</param>
/// <param name="Email">The e-mail address.</param>
internal sealed record ProfileResponse(
    string UserId, string UserName, string DisplayName, string? Avatar, string Signature, int Gender, string? PhoneNumber, string? Email)
{
    public static ProfileResponse From(OwnProfile profile) => new(
        profile.Id.Value, profile.UserName, profile.DisplayName, profile.Avatar, profile.Signature, (int)profile.Gender, profile.PhoneNumber, profile.Email);
}
