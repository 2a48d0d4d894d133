using ChatApp.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatApp.Data.Tests.Embedded;

/// <summary>A data folder of a test, and the servers that run on it; all of it goes with the test.</summary>
internal sealed class EmbeddedPlace : IAsyncDisposable
{
    private readonly List<EmbeddedPostgres> _running = [];

    public EmbeddedPlace()
    {
        Root = Directory.CreateTempSubdirectory("chatapp-embedded-").FullName;
        File.SetUnixFileMode(Root, File.GetUnixFileMode(Root) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Options = new EmbeddedPostgresOptions { DataFolder = Path.Combine(Root, "data"), WithoutDurability = true };
    }

    /// <summary>The folder above the data folder.</summary>
    public string Root { get; }

    public EmbeddedPostgresOptions Options { get; }

    public string Data => Options.DataFolder;

    public string Cluster => Path.Combine(Data, "cluster");

    public async Task<EmbeddedPostgres> StartAsync(CancellationToken cancellationToken)
    {
        var started = await EmbeddedPostgres.StartAsync(Options, TimeProvider.System, NullLogger.Instance, cancellationToken);
        _running.Add(started);
        return started;
    }

    /// <summary>Makes a cluster, starts a server on it and forgets it, as a program does that is killed.</summary>
    public async Task<PostmasterFile> LeaveServerBehindAsync(CancellationToken cancellationToken)
    {
        var folders = EmbeddedFolders.Open(Data);
        var account = ServerAccount.Choose(wanted: null, cluster: null, folders.Cluster);
        var binaries = PostgresBinaries.Find(binFolder: null, folders.Cluster, clusterVersion: null);
        var command = new ServerCommand(account);
        var password = ClusterPassword.ReadOrCreate(folders.PasswordFile, clusterExists: false);
        await new ClusterInitializer(folders, binaries, account, command, NullLogger.Instance).InitializeAsync(password, withoutDurability: true, cancellationToken);
        await PostgresServer.AdoptOrStartAsync(
            folders.Cluster,
            binaries.Postgres,
            ServerArguments.For(Options, SocketFolder.Prepare(wanted: null, folders.Data, account)),
            command,
            TimeProvider.System,
            NullLogger.Instance,
            cancellationToken);
        return PostmasterFile.Read(folders.Cluster)!;
    }

    public static async Task<T> QueryAsync<T>(EmbeddedPostgres database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _running)
        {
            await database.DisposeAsync();
        }

        if (PostmasterFile.Read(Cluster) is { } left && left.IsRunningIn(Cluster))
        {
            Libc.Signal(left.ProcessId, Libc.Kill);
            using var server = System.Diagnostics.Process.GetProcessById(left.ProcessId);
            await server.WaitForExitAsync(CancellationToken.None);
        }

        Directory.Delete(Root, recursive: true);
    }
}
