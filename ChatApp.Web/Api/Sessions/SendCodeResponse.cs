namespace ChatApp.Web.Api.Sessions;

/// <summary>A code was sent, if anybody has the name.</summary>
/// <param name="Challenge">Must come back with the code.</param>
internal sealed record SendCodeResponse(string Challenge);
