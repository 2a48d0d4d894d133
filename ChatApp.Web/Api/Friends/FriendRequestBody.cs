namespace ChatApp.Web.Api.Friends;

/// <summary>Whom to ask, and with what words.</summary>
internal sealed record FriendRequestBody(string? User, string? Greeting);
