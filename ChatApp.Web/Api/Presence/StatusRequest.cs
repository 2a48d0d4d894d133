namespace ChatApp.Web.Api.Presence;

/// <summary>What the caller says they are doing, and until when.</summary>
internal sealed record StatusRequest(string? Text, DateTimeOffset? Until);
