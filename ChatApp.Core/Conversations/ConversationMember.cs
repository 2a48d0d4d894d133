using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>One member as the others see them.</summary>
/// <param name="User">Who.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
/// <param name="Role">What they may do.</param>
public sealed record ConversationMember(UserId User, string DisplayName, string? Avatar, MemberRole Role);
