namespace ChatApp.Web.Api.Sessions;

/// <summary>The caller's sessions, the newest first.</summary>
/// <param name="Sessions">The sessions.</param>
internal sealed record SessionListResponse(IReadOnlyList<SessionResponse> Sessions);
