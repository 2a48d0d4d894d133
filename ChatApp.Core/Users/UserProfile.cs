using ChatApp.Core.Kernel;

namespace ChatApp.Core.Users;

/// <summary>What one user may know of another.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="UserName">The name to sign in with and to be found by.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Avatar">The id of the picture, or <see langword="null"/>.</param>
public sealed record UserProfile(UserId Id, string UserName, string DisplayName, string? Avatar)
{
    /// <summary>What the person says of themselves; empty for nothing.</summary>
    public string Signature { get; init; } = string.Empty;

    /// <summary>What the person says of their gender.</summary>
    public Gender Gender { get; init; }
}
