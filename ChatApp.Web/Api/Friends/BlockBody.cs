namespace ChatApp.Web.Api.Friends;

/// <summary>Whether a person is blocked.</summary>
internal sealed record BlockBody(bool Blocked);
