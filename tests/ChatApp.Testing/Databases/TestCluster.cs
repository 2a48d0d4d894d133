using System.Diagnostics;
using ChatApp.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatApp.Testing.Databases;

/// <summary>
/// One PostgreSQL for all tests of one user on this machine, shared by the test programs that run at the same time. The first one
/// starts it, the last one stops it; one that was killed leaves it to the next. Nothing in it is flushed to the disk.
/// </summary>
internal sealed class TestCluster
{
    private const int MaxConnections = 400;
    private const int KeptTemplates = 8;
    private const int LongestStopMs = 5_000;

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static TestCluster? _running;

    private readonly EmbeddedFolders _folders;
    private readonly string _password;
    private readonly string _socketFolder;
    private FileStream? _use;

    private TestCluster(EmbeddedFolders folders, string password, string socketFolder)
    {
        _folders = folders;
        _password = password;
        _socketFolder = socketFolder;
    }

    public static async Task<TestCluster> GetAsync(CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken);
        try
        {
            if (_running is null)
            {
                _running = await JoinAsync(cancellationToken);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => _running.Leave();
            }

            return _running;
        }
        finally
        {
            Starting.Release();
        }
    }

    public string ConnectionStringOf(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Username = ClusterInitializer.Superuser,
        Password = _password,
        Database = database,
        MaxPoolSize = 50,
        IncludeErrorDetail = true,
    }.ConnectionString;

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres") + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<TestCluster> JoinAsync(CancellationToken cancellationToken)
    {
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(Path.GetTempPath(), $"chatapp-tests-{Libc.EffectiveUser}"),
            WithoutDurability = true,
            MaxConnections = MaxConnections,
        };
        var folders = EmbeddedFolders.Open(options.DataFolder);
        var account = ServerAccount.Choose(wanted: null, Libc.Status(folders.Cluster), folders.Cluster);
        folders.CheckOwner(account);

        // Whoever holds this one starts or stops the server; whoever shares the other one uses it.
        using var change = await LockAsync(folders, "change.lock", cancellationToken);
        var socketFolder = await StartAsync(options, folders, account, cancellationToken);
        var cluster = new TestCluster(folders, ClusterPassword.ReadOrCreate(folders.PasswordFile, clusterExists: true), socketFolder);
        if (Open(folders, "use.lock", FileAccess.ReadWrite, FileShare.None) is { } alone)
        {
            await cluster.DropLeftoversAsync(cancellationToken);
            await alone.DisposeAsync();
        }

        cluster._use = Open(folders, "use.lock", FileAccess.Read, FileShare.Read) ?? throw new IOException("The test cluster's lock cannot be shared.");
        return cluster;
    }

    private static async Task<string> StartAsync(EmbeddedPostgresOptions options, EmbeddedFolders folders, ServerAccount? account, CancellationToken cancellationToken)
    {
        var version = folders.ClusterVersion();
        var binaries = PostgresBinaries.Find(binFolder: null, folders.Cluster, version);
        var command = new ServerCommand(account);
        var password = ClusterPassword.ReadOrCreate(folders.PasswordFile, clusterExists: version is not null);
        if (version is null)
        {
            await new ClusterInitializer(folders, binaries, account, command, NullLogger.Instance)
                .InitializeAsync(password, withoutDurability: true, cancellationToken);
        }

        var socketFolder = SocketFolder.Prepare(options.SocketFolder, folders.Data, account);
        var server = await PostgresServer.AdoptOrStartAsync(
            folders.Cluster, binaries.Postgres, ServerArguments.For(options, socketFolder), command, TimeProvider.System, NullLogger.Instance, cancellationToken);
        return server.SocketFolder;
    }

    private async Task DropLeftoversAsync(CancellationToken cancellationToken)
    {
        var leftovers = new List<string>();
        await using (var connection = new NpgsqlConnection(ConnectionStringOf("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync(cancellationToken);

            // Every build of ChatApp.Data has its own template; the newest few are kept for the checkouts that are being worked on.
            await using var command = new NpgsqlCommand(
                $"""
                select datname from pg_database where datname like 'test\_%'
                union all
                (select datname from pg_database where datname like 'template\_%' order by oid desc offset {KeptTemplates})
                """,
                connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                leftovers.Add(reader.GetString(0));
            }
        }

        foreach (var leftover in leftovers)
        {
            await ExecuteAsync($"drop database if exists \"{leftover}\" with (force)", cancellationToken);
        }
    }

    // Runs while the process exits, where nothing can be awaited.
    private void Leave()
    {
        _use?.Dispose();
        using var change = Open(_folders, "change.lock", FileAccess.ReadWrite, FileShare.None);
        using var alone = Open(_folders, "use.lock", FileAccess.ReadWrite, FileShare.None);
        if (change is null || alone is null || PostmasterFile.Read(_folders.Cluster) is not { } file || !file.IsRunningIn(_folders.Cluster))
        {
            return;
        }

        using var server = Process.GetProcessById(file.ProcessId);
        Libc.Signal(file.ProcessId, Libc.Interrupt);
        server.WaitForExit(LongestStopMs);
    }

    private static async Task<FileStream> LockAsync(EmbeddedFolders folders, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Open(folders, name, FileAccess.ReadWrite, FileShare.None) is { } taken)
            {
                return taken;
            }

            await Task.Delay(LockPoll, cancellationToken);
        }
    }

    private static FileStream? Open(EmbeddedFolders folders, string name, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(folders.Data, name), FileMode.OpenOrCreate, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
