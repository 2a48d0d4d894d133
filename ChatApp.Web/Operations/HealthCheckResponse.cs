namespace ChatApp.Web.Operations;

/// <summary>One check of the health endpoints.</summary>
internal sealed record HealthCheckResponse(string Status, string? Description);
