using System.Net;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

/// <summary>P7: a database elsewhere, there or away.</summary>
public sealed class OutsideDatabaseTests : IAsyncDisposable
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task D01_a_database_that_is_away_at_start_is_waited_for()
    {
        await using var cluster = await PrivateCluster.StartNewAsync(Cancel);
        await cluster.StopAsync();
        await using var run = Start(cluster);

        await run.AnswersAsync("/health/live", HttpStatusCode.OK, TimeSpan.FromSeconds(60), Cancel);
        Assert.Contains("cannot be reached", await run.AnswersAsync("/health/ready", HttpStatusCode.ServiceUnavailable, BackWithin, Cancel), StringComparison.Ordinal);
        using (var page = await run.Http.GetAsync("/login", Cancel))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.NotNull(page.Headers.RetryAfter);
        }

        await cluster.StartAsync(Cancel);
        await run.AnswersAsync("/health/ready", HttpStatusCode.OK, TimeSpan.FromSeconds(60), Cancel);
        using var login = await run.Http.GetAsync("/login", Cancel);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task D01_a_database_that_goes_and_comes_turns_readiness_red_and_green_within_ten_seconds()
    {
        await using var cluster = await PrivateCluster.StartNewAsync(Cancel);
        await using var run = Start(cluster);
        await run.ReadyAsync(Cancel);

        await cluster.StopAsync();
        await run.AnswersAsync("/health/ready", HttpStatusCode.ServiceUnavailable, BackWithin, Cancel);
        await run.AnswersAsync("/health/live", HttpStatusCode.OK, BackWithin, Cancel);
        await cluster.StartAsync(Cancel);

        await run.AnswersAsync("/health/ready", HttpStatusCode.OK, BackWithin, Cancel);
        Assert.False(run.HasExited);
    }

    [Fact]
    public async Task A_database_that_does_not_flush_is_warned_of_loudly_and_turns_health_red()
    {
        await using var careless = await PostgresDatabase.CreateAsync(Cancel);
        await using var run = ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false", $"--ConnectionStrings:ChatApp={careless.ConnectionString}");

        var health = await run.AnswersAsync("/health/ready", HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(60), Cancel);

        Assert.Contains("fsync and full_page_writes and synchronous_commit off", health, StringComparison.Ordinal);
        Assert.Contains("NOT DURABLE", run.Output, StringComparison.Ordinal);
        Assert.Null(_folder.ServerProcess);
    }

    [Fact]
    public async Task D13_a_database_of_a_newer_ChatApp_is_refused()
    {
        await using var newer = await PostgresDatabase.CreateAsync(Cancel);
        await using (var command = newer.DataSource.CreateCommand("insert into schema_migrations values ('29990101000000_FromTheFuture', '99.0.0')"))
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using var run = ProgramRun.Start(_folder.Path, "Development", $"--ConnectionStrings:ChatApp={newer.ConnectionString}");

        Assert.Equal(1, await run.ExitAsync(Cancel));
        Assert.Contains("newer ChatApp", run.Errors, StringComparison.Ordinal);
        Assert.Contains("29990101000000_FromTheFuture", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_the_database_refuses_is_one_line_without_the_password()
    {
        await using var database = await PostgresDatabase.CreateAsync(Cancel);
        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "not-the-word" };
        await using var run = ProgramRun.Start(_folder.Path, "Development", $"--ConnectionStrings:ChatApp={wrong.ConnectionString}");

        Assert.Equal(1, await run.ExitAsync(Cancel));
        Assert.Contains("does not accept the user or password", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-word", run.Errors + run.Output, StringComparison.Ordinal);
    }

    private ProgramRun Start(PrivateCluster cluster)
        => ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false", $"--ConnectionStrings:ChatApp={cluster.ConnectionString}");
}
