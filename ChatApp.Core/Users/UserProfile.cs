using ChatApp.Core.Kernel;

namespace ChatApp.Core.Users;

/// <summary>What one user may know of another.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="UserName">The name to sign in with and to be found by.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
public sealed record UserProfile(UserId Id, string UserName, string DisplayName, string? Avatar);
