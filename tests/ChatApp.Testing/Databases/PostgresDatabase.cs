using System.Security.Cryptography;
using ChatApp.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ChatApp.Testing.Databases;

/// <summary>A migrated, empty database of the tests that share it: a class fixture, or one of a single test by <see cref="CreateAsync"/>.</summary>
public sealed class PostgresDatabase : IAsyncLifetime
{
    private const int MaxDatabaseName = 63;

    private static readonly SemaphoreSlim TemplateGate = new(1, 1);
    private static string? _template;

    private TestCluster? _cluster;
    private string _name = string.Empty;
    private NpgsqlDataSource? _dataSource;

    /// <summary>How to reach the database.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>Connections to the database.</summary>
    public NpgsqlDataSource DataSource => _dataSource ??= NpgsqlDataSource.Create(ConnectionString);

    public static async Task<PostgresDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase();
        await database.InitializeAsync(cancellationToken);
        return database;
    }

    public ValueTask InitializeAsync() => new(InitializeAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
        {
            return;
        }

        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        await using (var pool = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await _cluster.ExecuteAsync($"drop database if exists {_name} with (force)", CancellationToken.None);
        _cluster = null;
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var cluster = await TestCluster.GetAsync(cancellationToken);
        var template = await TemplateAsync(cluster, cancellationToken);
        _name = $"test_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await cluster.ExecuteAsync($"create database {_name} template {template}", cancellationToken);
        ConnectionString = cluster.ConnectionStringOf(_name);
        _cluster = cluster;
    }

    private static async Task<string> TemplateAsync(TestCluster cluster, CancellationToken cancellationToken)
    {
        await TemplateGate.WaitAsync(cancellationToken);
        try
        {
            return _template ??= await MigrateTemplateAsync(cluster, cancellationToken);
        }
        finally
        {
            TemplateGate.Release();
        }
    }

    // Named after the build of ChatApp.Data, so a changed migration makes a new template and several checkouts do not share one.
    private static async Task<string> MigrateTemplateAsync(TestCluster cluster, CancellationToken cancellationToken)
    {
        var build = typeof(DataExtensions).Module.ModuleVersionId.ToString("N");
        var template = $"template_{build}"[..Math.Min(MaxDatabaseName, "template_".Length + build.Length)];
        await using var maintenance = new NpgsqlConnection(cluster.ConnectionStringOf("postgres") + ";Pooling=false;Command Timeout=120");
        await maintenance.OpenAsync(cancellationToken);
        await RunAsync(maintenance, $"select pg_advisory_lock(hashtext('{template}'))", cancellationToken);
        await using var find = new NpgsqlCommand($"select 1 from pg_database where datname = '{template}'", maintenance);
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return template;
        }

        // Migrated under another name first: a test program killed here must not leave half a template to the next.
        var unfinished = $"test_unfinished_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        await RunAsync(maintenance, $"create database {unfinished}", cancellationToken);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddChatAppData(cluster.ConnectionStringOf(unfinished) + ";Pooling=false");
        await using (var provider = services.BuildServiceProvider())
        await using (var context = await provider.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContextAsync(cancellationToken))
        {
            await context.Database.MigrateAsync(cancellationToken);
        }

        await RunAsync(maintenance, $"alter database {unfinished} rename to {template}", cancellationToken);
        return template;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
