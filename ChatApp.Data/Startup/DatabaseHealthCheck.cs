using ChatApp.Core.Kernel;
using ChatApp.Core.Startup;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatApp.Data.Startup;

/// <summary>Red while the database is away, behind the program's version, or set up so that it may lose what it acknowledged.</summary>
internal sealed class DatabaseHealthCheck(DatabaseOptions options, StoreReadiness readiness, SchemaMigrator migrator, DurabilityCheck durability) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsReady)
        {
            return HealthCheckResult.Unhealthy(readiness.Problem ?? "The database is being prepared.");
        }

        try
        {
            if (!await migrator.IsUpToDateAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy("The database lacks a migration.");
            }

            readiness.DurabilityWarning = await durability.FindProblemAsync(cancellationToken);
            return readiness.DurabilityWarning switch
            {
                null => HealthCheckResult.Healthy("The database answers."),
                { } warning when options.AcceptsDataLoss => HealthCheckResult.Degraded(warning),
                { } warning => HealthCheckResult.Unhealthy(warning),
            };
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            return HealthCheckResult.Unhealthy($"The database cannot be reached: {away.GetType().Name}.");
        }
    }
}
