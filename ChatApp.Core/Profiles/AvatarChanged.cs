using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Profiles;

/// <summary>A person has another picture, or none any more.</summary>
public sealed record AvatarChanged(UserId User, string? Avatar) : NodeEvent;
