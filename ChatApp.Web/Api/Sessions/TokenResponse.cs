using ChatApp.Core.Sessions;

namespace ChatApp.Web.Api.Sessions;

/// <summary>A new session.</summary>
/// <param name="UserId">The account's id.</param>
/// <param name="Token">The bearer token, and the MQTT password; shown this once.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="SessionId">The session's name in lists.</param>
internal sealed record TokenResponse(string UserId, string Token, DateTimeOffset ExpiresAt, string SessionId)
{
    public static TokenResponse From(IssuedSession issued)
        => new(issued.Session.User.Value, issued.Token, issued.Session.ExpiresAt, issued.Session.Id.ToString());
}
