namespace ChatApp.Web.Api.Profile;

/// <summary>The caller's new picture.</summary>
/// <param name="Avatar">Its id.</param>
internal sealed record AvatarResponse(string Avatar);
