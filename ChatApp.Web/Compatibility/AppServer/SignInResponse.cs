namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>A client is signed in.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Token">What the client connects with; the same as the header <c>authToken</c>.</param>
/// <param name="Register">Whether the account was just made.</param>
/// <param name="UserName">The name to show.</param>
/// <param name="Portrait">The address of the picture.</param>
internal sealed record SignInResponse(string UserId, string Token, bool Register, string? UserName, string? Portrait);
