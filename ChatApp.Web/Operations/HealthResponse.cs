namespace ChatApp.Web.Operations;

/// <summary>The answer of the health endpoints.</summary>
internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, HealthCheckResponse> Checks);
