namespace ChatApp.Web.Api.Friends;

/// <summary>A person's friends and blocked people.</summary>
internal sealed record FriendListResponse(IReadOnlyList<FriendResponse> Friends);
