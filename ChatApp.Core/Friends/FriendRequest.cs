using ChatApp.Core.Kernel;

namespace ChatApp.Core.Friends;

/// <summary>Somebody's wish to be a friend.</summary>
/// <param name="From">Who asks.</param>
/// <param name="FromName">The asking person's display name.</param>
/// <param name="To">Who is asked.</param>
/// <param name="ToName">The asked person's display name.</param>
/// <param name="Greeting">What they wrote with it; may be empty.</param>
/// <param name="State">What became of it.</param>
/// <param name="CreatedAt">When it was made, or last renewed.</param>
public sealed record FriendRequest(
    UserId From, string FromName, UserId To, string ToName, string Greeting, FriendRequestState State, DateTimeOffset CreatedAt);
