using ChatApp.Core.Kernel;

namespace ChatApp.Core.Friends;

/// <summary>A friend as one person keeps them.</summary>
/// <param name="User">The friend.</param>
/// <param name="UserName">Their user name.</param>
/// <param name="DisplayName">Their own name.</param>
/// <param name="Remark">The name that the person gave them, or <see langword="null"/>.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
/// <param name="Blocked">Whether the person refuses what they send.</param>
public sealed record Friend(UserId User, string UserName, string DisplayName, string? Remark, string? Avatar, bool Blocked)
{
    /// <summary>The name to show.</summary>
    public string Name => Remark ?? DisplayName;
}
