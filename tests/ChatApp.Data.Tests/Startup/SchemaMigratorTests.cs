using ChatApp.Core.Kernel;
using ChatApp.Data.Startup;
using ChatApp.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Startup;

public sealed class SchemaMigratorTests : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private ServiceProvider? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SchemaMigrator Migrator => _services!.GetRequiredService<SchemaMigrator>();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddChatAppData(_database.ConnectionString).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_script_that_makes_a_new_database_is_that_of_the_migrations()
    {
        await using var context = await _services!.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContextAsync(Cancel);
        var migrations = context.GetService<IMigrator>().GenerateScript().Replace("START TRANSACTION;", string.Empty, StringComparison.Ordinal).Replace("COMMIT;", string.Empty, StringComparison.Ordinal);

        Assert.True(Statements(migrations).SequenceEqual(Statements(SchemaMigrator.CreationScript())), "Migrations/create.sql is not up to date: run build/migrate.sh.");
    }

    [Fact]
    public async Task A_new_database_is_made_whole_by_the_script()
    {
        await EmptyAsync();

        await Migrator.MigrateAsync(Cancel);

        Assert.True(await Migrator.IsUpToDateAsync(Cancel));
        Assert.Equal(17L, await CountAsync("select count(*) from pg_class where relname ~ '^messages(_[0-9]+)?$'"));
        Assert.Equal(1L, await CountAsync("select count(*) from pg_trigger where tgname = 'audit_log_append_only'"));
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_make_one_database()
    {
        await EmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.MigrateAsync(Cancel)));

        Assert.True(await Migrator.IsUpToDateAsync(Cancel));
    }

    [Fact]
    public async Task What_is_up_to_date_is_left_alone()
    {
        await ExecuteAsync("insert into roles (id, name, normalized_name) values ('kept', 'kept', 'KEPT')");

        await Migrator.MigrateAsync(Cancel);

        Assert.Equal(1L, await CountAsync("select count(*) from roles where id = 'kept'"));
    }

    [Fact]
    public async Task D13_a_database_of_a_newer_version_is_refused()
    {
        await ExecuteAsync("insert into schema_migrations values ('29990101000000_FromTheFuture', '99.0.0')");

        var refused = await Assert.ThrowsAsync<StartupException>(() => Migrator.MigrateAsync(Cancel));

        Assert.Contains("29990101000000_FromTheFuture", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Statements(string script)
        => script.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private Task EmptyAsync() => ExecuteAsync("drop schema public cascade; create schema public");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
