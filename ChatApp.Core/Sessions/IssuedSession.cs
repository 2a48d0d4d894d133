namespace ChatApp.Core.Sessions;

/// <summary>A new session with its token, which is shown this once and kept nowhere.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">256 random bits, base64url: the browser's cookie, the bearer token, or the MQTT password.</param>
public sealed record IssuedSession(Session Session, string Token);
