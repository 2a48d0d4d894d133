using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatApp.Web.Operations;

/// <summary>Says whether the process lives, and whether it can serve.</summary>
internal static class Health
{
    /// <summary>Answers before anybody is asked who they are: that takes the database, whose absence is to be told here.</summary>
    public static void UseHealth(this IApplicationBuilder app)
    {
        // Alive means that requests are answered; restarting the program would not bring a database back.
        app.UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.UseHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    // Exceptions stay in the log: what they say is not for everybody.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthResponse(
            Name(report.Status),
            report.Entries.ToDictionary(entry => entry.Key, entry => new HealthCheckResponse(Name(entry.Value.Status), entry.Value.Description))),
        context.RequestAborted);

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
    };
}
