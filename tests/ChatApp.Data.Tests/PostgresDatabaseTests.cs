using ChatApp.Testing.Databases;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests;

public sealed class PostgresDatabaseTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task A_test_database_is_migrated_and_empty()
    {
        await using var command = database.DataSource.CreateCommand("select count(*) from users");

        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_test_databases_do_not_see_each_other()
    {
        await using var other = await PostgresDatabase.CreateAsync(TestContext.Current.CancellationToken);
        await using (var command = other.DataSource.CreateCommand("create table only_here ()"))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var look = database.DataSource.CreateCommand("select 1 from only_here");
        var missing = await Assert.ThrowsAsync<PostgresException>(() => look.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, missing.SqlState);
    }
}
