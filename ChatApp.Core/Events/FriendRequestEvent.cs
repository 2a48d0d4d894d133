using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>Somebody asks to be a friend.</summary>
public sealed record FriendRequestEvent(UserId From, string Greeting) : LiveEvent;
