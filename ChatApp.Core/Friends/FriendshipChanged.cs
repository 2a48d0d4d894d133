using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Friends;

/// <summary>Two people became friends, ceased to be, or one blocked the other.</summary>
public sealed record FriendshipChanged(UserId One, UserId Other) : NodeEvent;
