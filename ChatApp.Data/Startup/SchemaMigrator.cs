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

    // Any number does, as long as nothing else locks it: two nodes that start at once must not both make the tables.
    private const long CreationLock = 7_205_759_402;

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

        if (applied.Count == 0 && await CreateAsync(cancellationToken))
        {
            return;
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

    // A new database gets all migrations at once by their script, which build/migrate.sh writes and a test holds against them.
    private async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var waitForOthers = new NpgsqlCommand($"select pg_advisory_xact_lock({CreationLock})", connection) { CommandTimeout = (int)LongestMigration.TotalSeconds };
        await waitForOthers.ExecuteNonQueryAsync(cancellationToken);

        // A statement of its own: one that began before the wait would not see what the other node has made.
        await using var look = new NpgsqlCommand($"select to_regclass('{HistoryTable}') is null", connection);
        if (!(bool)(await look.ExecuteScalarAsync(cancellationToken))!)
        {
            // Another node was first; the usual way finds nothing left to do.
            return false;
        }

        LogMigrating(Known.Count);
        await using var create = new NpgsqlCommand(CreationScript(), connection) { CommandTimeout = (int)LongestMigration.TotalSeconds };
        await create.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // The script has a transaction for each migration; here all of them are one, so that a start cut off leaves nothing.
    internal static string CreationScript()
    {
        using var stream = typeof(SchemaMigrator).Assembly.GetManifestResourceStream("ChatApp.Data.Migrations.create.sql")
            ?? throw new InvalidOperationException("The script that makes a new database is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("START TRANSACTION;", string.Empty, StringComparison.Ordinal)
            .Replace("COMMIT;", string.Empty, StringComparison.Ordinal);
    }

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
