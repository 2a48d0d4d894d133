using System.Globalization;
using ChatApp.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatApp.Testing.Databases;

/// <summary>A durable PostgreSQL of one test alone, which it may stop, start, freeze and kill: an outside database as users have one.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly string _folder;
    private readonly bool _ownsFolder;
    private EmbeddedPostgres? _server;

    private PrivateCluster(string? folder)
    {
        _ownsFolder = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("chatapp-cluster-").FullName;
    }

    /// <summary>How to reach it; stays the same over a stop and a start.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    private string Cluster => Path.Combine(_folder, "cluster");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="folder">Where, when the test has its own place for it; it stays.</param>
    public static async Task<PrivateCluster> StartNewAsync(CancellationToken cancellationToken, string? folder = null)
    {
        var cluster = new PrivateCluster(folder);
        await cluster.StartAsync(cancellationToken);
        return cluster;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = _folder };
        _server = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, cancellationToken);
        ConnectionString = _server.ConnectionString;
    }

    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Kills the server and everything it started, at once and without a word. It is started again within about a second.</summary>
    public void Kill()
    {
        if (Postmaster() is { } postmaster)
        {
            var children = Children(postmaster);

            // The parent first: it would start the others again.
            Libc.Signal(postmaster, Libc.Kill);
            children.ForEach(child => Libc.Signal(child, Libc.Kill));
        }
    }

    /// <summary>Kills one backend, after which the server ends all others and recovers.</summary>
    public static void KillBackend(int processId) => Libc.Signal(processId, Libc.Kill);

    /// <summary>Stops the server and its backends where they stand: connections stay open and nothing is answered.</summary>
    /// <returns>What lets them go on.</returns>
    public IDisposable Freeze()
    {
        if (Postmaster() is not { } postmaster)
        {
            return new Frozen([]);
        }

        // The parent first: it cannot start another child then.
        Libc.Signal(postmaster, Stop);
        var children = Children(postmaster);
        children.ForEach(child => Libc.Signal(child, Stop));
        return new Frozen([.. children, postmaster]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private int? Postmaster() => PostmasterFile.Read(Cluster) is { } file && file.IsRunningIn(Cluster) ? file.ProcessId : null;

    private static List<int> Children(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process) && ParentOf(folder) == parent)
            {
                children.Add(process);
            }
        }

        return children;
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // "pid (name) state parent …", where the name may hold anything.
            var status = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Frozen(IReadOnlyList<int> processes) : IDisposable
    {
        public void Dispose()
        {
            foreach (var process in processes)
            {
                Libc.Signal(process, Continue);
            }
        }
    }
}
