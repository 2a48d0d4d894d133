using ChatApp.Core.Kernel;
using ChatApp.Core.Startup;
using ChatApp.Data.Embedded;
using ChatApp.Data.Seeding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Startup;

/// <summary>Takes the program from nothing to ready: the embedded server, the tables, the demo, and each feature's own step.</summary>
internal sealed partial class DatabaseStartup(
    DatabaseOptions options, DatabaseAddress address, StoreReadiness readiness, IServiceProvider services, TimeProvider clock, ILogger<DatabaseStartup> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private EmbeddedPostgres? _embedded;

    /// <summary>
    /// Starts and prepares the database. When an outside database is away, the program goes on without being ready, and
    /// <see cref="DatabaseRetry"/> tries again.
    /// </summary>
    /// <exception cref="StartupException">Something that does not pass by itself is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.IsEmbedded)
        {
            _embedded = await EmbeddedPostgres.StartAsync(options.Embedded, clock, logger, cancellationToken);
            address.Set(_embedded.ConnectionString);
        }

        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception away) when (!options.IsEmbedded && StoreFaults.IsAway(away))
        {
            LogAway(away.Message);
        }
    }

    /// <summary>Does everything that needs the database; does nothing once it is done.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (!readiness.IsReady)
            {
                await PrepareOnceAsync(cancellationToken);
            }
        }
        catch (PostgresException refused) when (!StoreFaults.IsAway(refused))
        {
            readiness.SetProblem(refused.MessageText);
            throw new StartupException(Explain(refused), refused);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            readiness.SetProblem("The database cannot be reached.");
            throw;
        }
        finally
        {
            _preparing.Release();
        }
    }

    // Stopped last: whatever is disposed after this one could still want the database.
    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        _preparing.Dispose();
    }

    private static string Explain(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => $"ConnectionStrings:ChatApp names a database that does not exist: {refused.MessageText}. Make it with createdb.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            => $"PostgreSQL does not accept the user or password of ConnectionStrings:ChatApp: {refused.MessageText}.",
        PostgresErrorCodes.InsufficientPrivilege => $"The database user may not do what is needed: {refused.MessageText}. Make it the owner of the database.",
        _ => $"The database could not be prepared: {refused.MessageText} (SQLSTATE {refused.SqlState}).",
    };

    private async Task PrepareOnceAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<SchemaMigrator>().MigrateAsync(cancellationToken);
        readiness.DurabilityWarning = await services.GetRequiredService<DurabilityCheck>().FindProblemAsync(cancellationToken);
        if (readiness.DurabilityWarning is { } warning)
        {
            LogNotDurable(warning);
        }

        await services.GetRequiredService<Seeder>().SeedAsync(cancellationToken);
        foreach (var step in services.GetServices<IStartupStep>())
        {
            await step.RunAsync(cancellationToken);
        }

        readiness.SetReady();
        LogReady();
    }

    [LoggerMessage(EventIds.DatabaseAway, LogLevel.Error, "The database cannot be reached: {Reason} Going on without it; /health/ready is red until it is there.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventIds.NotDurable, LogLevel.Critical, "NOT DURABLE. {Warning}")]
    private partial void LogNotDurable(string warning);

    [LoggerMessage(EventIds.DatabaseReady, LogLevel.Information, "The database is ready.")]
    private partial void LogReady();
}
