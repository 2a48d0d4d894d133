namespace ChatApp.Core.Sessions;

/// <summary>A live session with what every request asks of its user.</summary>
/// <param name="Session">The session.</param>
/// <param name="UserName">The name the user signs in with.</param>
/// <param name="Roles">The roles the user has now, not those at sign-in: a role that is taken away is gone with the next request.</param>
public sealed record AuthenticatedSession(Session Session, string UserName, IReadOnlyList<string> Roles);
