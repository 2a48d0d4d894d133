using System.Reflection;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Startup;

/// <summary>Brings the tables up to this version of the program.</summary>
internal sealed partial class SchemaMigrator(NpgsqlDataSource database, IDbContextFactory<ChatAppDbContext> contexts, ILogger<SchemaMigrator> logger)
{
    public const string HistoryTable = "schema_migrations";

    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);

    private static IReadOnlyList<string> Known { get; } =
    [
        .. typeof(SchemaMigrator).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StartupException">The tables are of a newer version of the program.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = await ReadAppliedAsync(cancellationToken);
        if (applied.Except(Known, StringComparer.Ordinal).ToList() is [var unknown, ..])
        {
            throw new StartupException($"The database was made by a newer ChatApp (it has the migration {unknown}). Start that version, or restore a backup from before the update.");
        }

        // Building EF's model takes longer than all else at start, so it is left out when there is nothing to apply.
        if (applied.Count == Known.Count)
        {
            return;
        }

        LogMigrating(Known.Count - applied.Count);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.SetCommandTimeout(LongestMigration);

        // EF asks for this table first and logs its absence as an error, which would be the first thing a new user sees.
        await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Whether every migration that this program knows is applied.</summary>
    public async Task<bool> IsUpToDateAsync(CancellationToken cancellationToken)
        => !Known.Except(await ReadAppliedAsync(cancellationToken), StringComparer.Ordinal).Any();

    private async Task<List<string>> ReadAppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new List<string>();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var find = new NpgsqlCommand($"select to_regclass('{HistoryTable}') is not null", connection);
        if (!(bool)(await find.ExecuteScalarAsync(cancellationToken))!)
        {
            return applied;
        }

        await using var command = new NpgsqlCommand($"select \"MigrationId\" from {HistoryTable}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0));
        }

        return applied;
    }

    [LoggerMessage(EventIds.Migrating, LogLevel.Information, "Applying {Count} migration(s) to the database.")]
    private partial void LogMigrating(int count);
}
