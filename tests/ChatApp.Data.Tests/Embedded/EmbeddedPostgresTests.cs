using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly EmbeddedPlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task A_new_cluster_keeps_what_it_commits_and_listens_on_no_port()
    {
        _place.Options.WithoutDurability = false;

        var database = await _place.StartAsync(Cancel);

        Assert.Equal("on on on on", await EmbeddedPlace.QueryAsync<string>(
            database,
            "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'), current_setting('data_checksums'))",
            Cancel));
        Assert.Equal(string.Empty, await EmbeddedPlace.QueryAsync<string>(database, "show listen_addresses", Cancel));
        Assert.Equal("scram-sha-256", await EmbeddedPlace.QueryAsync<string>(
            database, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules where type = 'local'", Cancel));
    }

    [Fact]
    public async Task Only_the_owner_gets_at_socket_and_passwords()
    {
        var database = await _place.StartAsync(Cancel);
        var socket = new NpgsqlConnectionStringBuilder(database.ConnectionString).Host!;

        Assert.True(Libc.Status(socket)!.Value.IsPrivate);
        Assert.True(Libc.Status(_place.Cluster)!.Value.IsPrivate);
        Assert.True(Libc.Status(Path.Combine(_place.Data, "postgres.password"))!.Value.IsPrivate);
        Assert.False(File.Exists(Path.Combine(_place.Data, "initdb.password")));
        var stranger = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Cancel));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        await using (var first = await _place.StartAsync(Cancel))
        {
            await EmbeddedPlace.QueryAsync<int>(first, "create table kept (n int); insert into kept values (42) returning n", Cancel);
        }

        Assert.Null(PostmasterFile.Read(_place.Cluster));
        var second = await _place.StartAsync(Cancel);
        Assert.Equal(42, await EmbeddedPlace.QueryAsync<int>(second, "select n from kept", Cancel));
        Assert.False(second.Adopted);
    }

    [Fact]
    public async Task A_server_left_by_a_crash_is_taken_over_and_stopped_at_the_end()
    {
        var left = await _place.LeaveServerBehindAsync(Cancel);

        await using (var database = await _place.StartAsync(Cancel))
        {
            Assert.True(database.Adopted);
            Assert.Equal(left.ProcessId, PostmasterFile.Read(_place.Cluster)!.ProcessId);
            Assert.Equal(1, await EmbeddedPlace.QueryAsync<int>(database, "select 1", Cancel));
        }

        Assert.False(left.IsRunningIn(_place.Cluster));
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_refused_and_the_first_is_named()
    {
        var first = await _place.StartAsync(Cancel);

        var refused = await Assert.ThrowsAsync<StartupException>(() => _place.StartAsync(Cancel));

        Assert.Contains($"Another ChatApp (process {Environment.ProcessId})", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await EmbeddedPlace.QueryAsync<int>(first, "select 1", Cancel));
    }

    [Fact]
    public async Task A_folder_is_free_again_after_a_start_that_failed()
    {
        _place.Options.BinFolder = _place.Root;
        await Assert.ThrowsAsync<StartupException>(() => _place.StartAsync(Cancel));
        _place.Options.BinFolder = null;

        var database = await _place.StartAsync(Cancel);

        Assert.Equal(1, await EmbeddedPlace.QueryAsync<int>(database, "select 1", Cancel));
    }

    [Fact]
    public async Task D08_a_server_that_is_killed_while_it_runs_is_back_within_ten_seconds_with_what_it_had_committed()
    {
        _place.Options.WithoutDurability = false;
        var database = await _place.StartAsync(Cancel);
        await EmbeddedPlace.QueryAsync<int>(database, "create table kept (n int); insert into kept values (7) returning n", Cancel);

        Libc.Signal(PostmasterFile.Read(_place.Cluster)!.ProcessId, Libc.Kill);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        Assert.Equal(7, await RetryAsync(() => EmbeddedPlace.QueryAsync<int>(database, "select n from kept", patience.Token), patience.Token));
    }

    [Fact]
    public async Task A_process_that_took_the_number_of_a_dead_server_is_not_mistaken_for_it()
    {
        await (await _place.StartAsync(Cancel)).DisposeAsync();
        var stale = Path.Combine(_place.Cluster, "postmaster.pid");
        await File.WriteAllTextAsync(stale, $"{Environment.ProcessId}\n{_place.Cluster}\n0\n5432\n/nowhere\n\n\nready\n", Cancel);
        if (ServerAccount.Choose(wanted: null, Libc.Status(_place.Cluster), _place.Cluster) is { } account)
        {
            Libc.ChangeOwner(stale, account.User, account.Group);
        }

        var database = await _place.StartAsync(Cancel);

        Assert.False(database.Adopted);
        Assert.Equal(1, await EmbeddedPlace.QueryAsync<int>(database, "select 1", Cancel));
    }

    [Fact]
    public async Task The_server_does_not_hear_what_is_typed_in_the_programs_terminal()
    {
        await _place.StartAsync(Cancel);
        var server = PostmasterFile.Read(_place.Cluster)!.ProcessId;

        Assert.Equal(server, SessionOf(server));
        Assert.NotEqual(SessionOf(Environment.ProcessId), SessionOf(server));
    }

    // The sixth field of the line, counted after the name, which may hold anything.
    private static int SessionOf(int process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
