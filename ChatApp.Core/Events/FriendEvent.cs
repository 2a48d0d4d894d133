using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A friendship began or ended.</summary>
public sealed record FriendEvent(UserId User, bool Friends) : LiveEvent;
