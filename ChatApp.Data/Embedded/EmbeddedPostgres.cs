using System.Diagnostics;
using ChatApp.Core.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Embedded;

/// <summary>
/// The program's own PostgreSQL: a cluster in the data folder, reached through a private unix socket only. Started with the
/// program, watched while it runs, and stopped with it.
/// </summary>
internal sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    public const string DatabaseName = "chatapp";

    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly InstanceLock _lock;
    private readonly Func<CancellationToken, Task<PostgresServer>> _start;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private PostgresServer _server;
    private int _disposed;

    private EmbeddedPostgres(
        InstanceLock instanceLock, PostgresServer server, Func<CancellationToken, Task<PostgresServer>> start, string connectionString, TimeProvider clock, ILogger logger)
    {
        _lock = instanceLock;
        _server = server;
        _start = start;
        _clock = clock;
        _logger = logger;
        ConnectionString = connectionString;
        _watching = WatchAsync(_stopping.Token);
    }

    /// <summary>How to reach the database. It stays the same when the server is started again.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the server was left running by a program that crashed.</summary>
    public bool Adopted => _server.Adopted;

    /// <summary>Makes the cluster when there is none, and starts the server or takes over the one that runs.</summary>
    /// <exception cref="StartupException">Something is in the way; the text says what, and what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new StartupException("The embedded database runs on Linux only. Set ConnectionStrings:ChatApp to a PostgreSQL.");
        }

        var started = Stopwatch.GetTimestamp();
        var folders = EmbeddedFolders.Open(options.DataFolder);
        var account = ServerAccount.Choose(options.RunAsUser, Libc.Status(folders.Cluster), folders.Cluster);
        folders.CheckOwner(account);
        var instanceLock = InstanceLock.Take(folders.LockFile, folders.Data);
        try
        {
            var version = folders.ClusterVersion();
            var binaries = PostgresBinaries.Find(options.BinFolder, folders.Cluster, version);
            var command = new ServerCommand(account);
            if (account is not null && !await command.CanReachAsync(folders.Data, cancellationToken))
            {
                throw new StartupException($"The user {account.Name}, as whom PostgreSQL runs, cannot get to {folders.Data}: a folder above it is closed to others. "
                    + $"Choose another Data:Folder, such as {EmbeddedPostgresOptions.DefaultDataFolder}.");
            }

            var password = ClusterPassword.ReadOrCreate(folders.PasswordFile, clusterExists: version is not null);
            var initializer = new ClusterInitializer(folders, binaries, account, command, logger);
            if (version is null)
            {
                await initializer.InitializeAsync(password, options.WithoutDurability, cancellationToken);
            }
            else
            {
                initializer.RemoveLeftovers();
            }

            Task<PostgresServer> StartServerAsync(CancellationToken token)
            {
                var socket = SocketFolder.Prepare(options.SocketFolder, folders.Data, account);
                return PostgresServer.AdoptOrStartAsync(folders.Cluster, binaries.Postgres, ServerArguments.For(options, socket), command, clock, logger, token);
            }

            var server = await StartServerAsync(cancellationToken);
            try
            {
                var connectionString = await EmbeddedDatabase.EnsureAsync(server.SocketFolder, password, folders.PasswordFile, cancellationToken);
                var database = new EmbeddedPostgres(instanceLock, server, StartServerAsync, connectionString, clock, logger);
                database.LogStarted(server.Adopted ? "taken over" : "started", folders.Data, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                return database;
            }
            catch
            {
                await server.StopAsync();
                throw;
            }
        }
        catch
        {
            instanceLock.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _watching;
        using var pool = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pool);
        await _server.StopAsync();
        _lock.Dispose();
        _stopping.Dispose();
    }

    // A server that was killed from outside, or by the kernel for its memory, is started again: the program stays up meanwhile.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(WatchInterval, _clock);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (_server.IsRunning)
                {
                    continue;
                }

                LogGone();
                try
                {
                    _server = await _start(cancellationToken);
                    LogBack();
                }
                catch (Exception fault) when (fault is StartupException or IOException or UnauthorizedAccessException)
                {
                    LogRestartFailed(fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(EventIds.ServerStarted, LogLevel.Information, "The embedded PostgreSQL was {How} on {Folder} in {Milliseconds:0} ms.")]
    private partial void LogStarted(string how, string folder, double milliseconds);

    [LoggerMessage(EventIds.ServerGone, LogLevel.Error, "The embedded PostgreSQL has ended by itself; starting it again.")]
    private partial void LogGone();

    [LoggerMessage(EventIds.ServerBack, LogLevel.Information, "The embedded PostgreSQL is back.")]
    private partial void LogBack();

    [LoggerMessage(EventIds.ServerRestartFailed, LogLevel.Error, "The embedded PostgreSQL could not be started again; trying again in a second.")]
    private partial void LogRestartFailed(Exception fault);
}
