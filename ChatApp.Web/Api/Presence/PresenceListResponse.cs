namespace ChatApp.Web.Api.Presence;

/// <summary>How people stand.</summary>
internal sealed record PresenceListResponse(IReadOnlyList<PresenceResponse> People);
