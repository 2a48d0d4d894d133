namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>What clients send to sign in, by code or password.</summary>
internal sealed record SignInRequest(string? Mobile, string? Code, string? Password, string? ClientId, int Platform, string? SlideVerifyToken);
