using ChatApp.Core.Kernel;
using ChatApp.Data.Embedded;
using Xunit;

namespace ChatApp.Data.Tests.Embedded;

public sealed class RefusedFoldersTests : IAsyncLifetime
{
    private const uint Nobody = 65534;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly EmbeddedPlace _place = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task D13_a_database_of_a_newer_PostgreSQL_is_refused_and_left_as_it_is()
    {
        EmbeddedFolders.Open(_place.Data);
        Directory.CreateDirectory(_place.Cluster, Owner);
        await File.WriteAllTextAsync(Path.Combine(_place.Cluster, "PG_VERSION"), "99\n", Cancel);
        if (ServerAccount.Choose(wanted: null, cluster: null, _place.Cluster) is { } account)
        {
            Libc.ChangeOwner(_place.Cluster, account.User, account.Group);
        }

        var refused = await RefusedAsync();

        Assert.Contains("made by PostgreSQL 99", refused, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused, StringComparison.Ordinal);
        Assert.Equal(["PG_VERSION"], Directory.GetFileSystemEntries(_place.Cluster).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(_place.Data, "postgres.password")));
    }

    [Fact]
    public async Task A_folder_that_is_a_symbolic_link_is_refused()
    {
        var real = Directory.CreateDirectory(Path.Combine(_place.Root, "real")).FullName;
        Directory.CreateSymbolicLink(_place.Data, real);

        Assert.Contains("symbolic link", await RefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(real));
    }

    [Fact]
    public async Task A_cluster_that_is_a_symbolic_link_is_refused()
    {
        EmbeddedFolders.Open(_place.Data);
        Directory.CreateSymbolicLink(_place.Cluster, Directory.CreateDirectory(Path.Combine(_place.Root, "real")).FullName);

        Assert.Contains("symbolic link", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_everybody_may_write_to_is_refused()
    {
        Directory.CreateDirectory(_place.Data);
        File.SetUnixFileMode(_place.Data, Owner | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        Assert.Contains("can be written by everyone", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_refused()
    {
        await File.WriteAllTextAsync(_place.Data, "a file", Cancel);

        Assert.Contains("is not a folder", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_refused()
    {
        Assert.SkipUnless(Libc.IsRoot, "Only root can give a folder away.");
        Directory.CreateDirectory(_place.Data);
        Libc.ChangeOwner(_place.Data, Nobody, Nobody);

        Assert.Contains("belongs to another user", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_somebody_else_is_refused()
    {
        Assert.SkipUnless(Libc.IsRoot, "Only root can give a folder away.");
        EmbeddedFolders.Open(_place.Data);
        Directory.CreateDirectory(_place.Cluster, Owner);
        Libc.ChangeOwner(_place.Cluster, Nobody, Nobody);

        Assert.Contains("belongs to another user (nobody)", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_the_servers_user_cannot_get_to_is_refused()
    {
        Assert.SkipUnless(Libc.IsRoot, "Only root's server runs as another user.");
        var closed = Directory.CreateDirectory(Path.Combine(_place.Root, "closed"), Owner).FullName;
        _place.Options.DataFolder = Path.Combine(closed, "data");

        Assert.Contains("cannot get to", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_nobody_is_never_fallen_back_to()
    {
        Assert.SkipUnless(Libc.IsRoot, "Only root's server runs as another user.");
        _place.Options.RunAsUser = "no-such-user";

        Assert.Contains("does not exist", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PostgreSQL_the_command_that_installs_it_is_named()
    {
        _place.Options.BinFolder = _place.Root;

        Assert.Matches("(apt-get install|dnf install|apk add).*postgresql", await RefusedAsync());
    }

    private async Task<string> RefusedAsync() => (await Assert.ThrowsAsync<StartupException>(() => _place.StartAsync(Cancel))).Message;
}
