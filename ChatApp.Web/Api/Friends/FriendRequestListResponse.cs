namespace ChatApp.Web.Api.Friends;

/// <summary>Requests to and from a person.</summary>
internal sealed record FriendRequestListResponse(IReadOnlyList<FriendRequestResponse> Requests);
