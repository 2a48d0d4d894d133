using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Startup;

/// <summary>Starts the database of a host.</summary>
public static class DatabaseStartupExtensions
{
    /// <summary>Starts the embedded server where there is one, migrates, seeds, and runs the startup steps. Call it before the host runs.</summary>
    public static Task StartDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
        => services.GetRequiredService<DatabaseStartup>().StartAsync(cancellationToken);
}
