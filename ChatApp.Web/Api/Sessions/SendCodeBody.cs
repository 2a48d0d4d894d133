namespace ChatApp.Web.Api.Sessions;

/// <summary>Asks for a sign-in code.</summary>
/// <param name="UserName">User name or phone number.</param>
internal sealed record SendCodeBody(string? UserName);
