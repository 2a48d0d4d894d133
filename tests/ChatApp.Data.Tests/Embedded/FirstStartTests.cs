using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using Xunit;

namespace ChatApp.Data.Tests.Embedded;

/// <summary>Every state that a first start can be cut off in, and the start after it.</summary>
public sealed class FirstStartTests : IAsyncLifetime
{
    private readonly EmbeddedPlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task An_empty_data_folder_is_filled()
    {
        Directory.CreateDirectory(_place.Data);

        await AssertStartsAsync();
    }

    [Fact]
    public async Task Half_a_password_file_is_made_anew()
    {
        EmbeddedFolders.Open(_place.Data);
        await WriteAsync("postgres.password.new", "ab");

        await AssertStartsAsync();

        Assert.Equal(48, (await File.ReadAllTextAsync(Path.Combine(_place.Data, "postgres.password"), Cancel)).Length);
    }

    [Fact]
    public async Task A_password_without_a_cluster_is_used_for_it()
    {
        EmbeddedFolders.Open(_place.Data);
        await WriteAsync("postgres.password", "made-before-the-cut");

        var database = await AssertStartsAsync();

        Assert.Contains("made-before-the-cut", database.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_made_cluster_is_thrown_away()
    {
        EmbeddedFolders.Open(_place.Data);
        var half = Directory.CreateDirectory(Path.Combine(_place.Data, "cluster.new-0011aabb", "base")).FullName;
        await File.WriteAllTextAsync(Path.Combine(half, "1"), "half", Cancel);
        await WriteAsync("initdb.password", "old");

        await AssertStartsAsync();

        Assert.Empty(Directory.GetFileSystemEntries(_place.Data, "cluster.new*"));
        Assert.False(File.Exists(Path.Combine(_place.Data, "initdb.password")));
    }

    [Fact]
    public async Task A_half_made_cluster_beside_a_whole_one_is_thrown_away()
    {
        await (await AssertStartsAsync()).DisposeAsync();
        Directory.CreateDirectory(Path.Combine(_place.Data, "cluster.new-0011aabb"));

        await AssertStartsAsync();

        Assert.Empty(Directory.GetFileSystemEntries(_place.Data, "cluster.new*"));
    }

    [Fact]
    public async Task A_cluster_without_its_database_gets_it()
    {
        // Killed between the first start of the server and `create database`.
        await _place.LeaveServerBehindAsync(Cancel);

        await AssertStartsAsync();
    }

    [Fact]
    public async Task A_cluster_whose_password_file_is_lost_is_refused_and_not_replaced()
    {
        await (await AssertStartsAsync()).DisposeAsync();
        File.Delete(Path.Combine(_place.Data, "postgres.password"));

        var refused = await Assert.ThrowsAsync<StartupException>(() => _place.StartAsync(Cancel));

        Assert.Contains("password file", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_place.Cluster, "PG_VERSION")));
    }

    private async Task<EmbeddedPostgres> AssertStartsAsync()
    {
        var database = await _place.StartAsync(Cancel);
        Assert.Equal("chatapp", await EmbeddedPlace.QueryAsync<string>(database, "select current_database()::text", Cancel));
        return database;
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_place.Data, name), text, Cancel);
}
