using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Embedded;

/// <summary>The database inside the cluster.</summary>
internal static class EmbeddedDatabase
{
    /// <summary>Makes the database when it is missing, and returns how to reach it.</summary>
    public static async Task<string> EnsureAsync(string socketFolder, string password, string passwordFile, CancellationToken cancellationToken)
    {
        var database = new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Username = ClusterInitializer.Superuser,
            Password = password,
            Database = EmbeddedPostgres.DatabaseName,
            ApplicationName = "ChatApp",
        };
        try
        {
            await CreateIfMissingAsync(database, cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new StartupException($"The embedded database does not accept the password in {passwordFile}. Put the file back that belongs to this data folder.", refused);
        }

        return database.ConnectionString;
    }

    private static async Task CreateIfMissingAsync(NpgsqlConnectionStringBuilder database, CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = EmbeddedPostgres.DatabaseName } },
        };
        if (await find.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database {EmbeddedPostgres.DatabaseName}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
