using ChatApp.Core.Kernel;
using ChatApp.Core.Users;

namespace ChatApp.Core.Profiles;

/// <summary>What a person knows of the own account.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="DisplayName">The name others see.</param>
/// <param name="Avatar">The id of the picture, or <see langword="null"/>.</param>
/// <param name="Signature">What the person says of themselves; may be empty.</param>
/// <param name="Gender">What the person says of their gender.</param>
/// <param name="PhoneNumber">The phone number, or <see langword="null"/>.</param>
/// <param name="Email">The e-mail address, or <see langword="null"/>.</param>
public sealed record OwnProfile(
    UserId Id, string UserName, string DisplayName, string? Avatar, string Signature, Gender Gender, string? PhoneNumber, string? Email);
