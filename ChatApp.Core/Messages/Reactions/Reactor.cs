using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Reactions;

/// <summary>Who chose an emoji.</summary>
public sealed record Reactor(UserId User, string DisplayName, string Emoji);
