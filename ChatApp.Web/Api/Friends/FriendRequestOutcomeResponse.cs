namespace ChatApp.Web.Api.Friends;

/// <summary>What became of a request: friends at once, or waiting.</summary>
internal sealed record FriendRequestOutcomeResponse(bool Friends);
