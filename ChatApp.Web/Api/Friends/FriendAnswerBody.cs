namespace ChatApp.Web.Api.Friends;

/// <summary>Whether a request is accepted.</summary>
internal sealed record FriendAnswerBody(bool Accept);
