using System.Diagnostics;
using ChatApp.Core.Kernel;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Embedded;

/// <summary>One running server of one cluster: started here, or left running by a program that crashed.</summary>
internal sealed partial class PostgresServer
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    // Recovery after a crash reads the whole write-ahead log since the last checkpoint, which is a gigabyte at most.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestQuit = TimeSpan.FromSeconds(5);

    private readonly string _cluster;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Process? _process;
    private readonly PostmasterFile _running;

    private PostgresServer(string cluster, PostmasterFile running, Process? process, TimeProvider clock, ILogger logger)
    {
        _cluster = cluster;
        _clock = clock;
        _logger = logger;
        _process = process;
        _running = running;
        SocketFolder = running.SocketFolder;
    }

    /// <summary>Where the server listens.</summary>
    public string SocketFolder { get; }

    /// <summary>Whether the server was there already.</summary>
    public bool Adopted => _process is null;

    // Asks for the process, not for its file: that one is removed a little before the process has let go of the cluster.
    public bool IsRunning => _running.IsRunningIn(_cluster);

    /// <summary>Takes over the server that runs on the cluster, or starts one.</summary>
    public static async Task<PostgresServer> AdoptOrStartAsync(
        string cluster, string postgres, IReadOnlyList<string> arguments, ServerCommand command, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var log = new ServerLog(logger);
        var until = clock.GetUtcNow() + LongestStart;
        Process? started = null;
        while (clock.GetUtcNow() < until)
        {
            if (PostmasterFile.Read(cluster) is { } file && file.IsRunningIn(cluster))
            {
                if (file.IsReady)
                {
                    var ours = started?.Id == file.ProcessId ? started : null;
                    return new PostgresServer(cluster, file, ours, clock, logger);
                }
            }
            else if (started is null)
            {
                PostmasterFile.RemoveStale(cluster);
                started = command.Start(postgres, ["-D", cluster, .. arguments]);
                log.Follow(started);
            }

            if (started is { HasExited: true } ended)
            {
                // It may have lost against a server that a killed program had only just started: that one is adopted in the next round.
                if (PostmasterFile.Read(cluster)?.IsRunningIn(cluster) != true && !log.SaysTransient)
                {
                    throw new StartupException($"PostgreSQL ended with exit code {ended.ExitCode} while it started: {log.Last}");
                }

                ended.Dispose();
                started = null;
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }

        throw new StartupException($"PostgreSQL did not become ready in {LongestStart.TotalSeconds:0} seconds: {log.Last}");
    }

    /// <summary>Stops the server: connections are cut, everything committed is written, and the cluster is closed.</summary>
    public async Task StopAsync()
    {
        if (IsRunning)
        {
            Libc.Signal(_running.ProcessId, Libc.Interrupt);
            if (!await EndsWithinAsync(LongestStop))
            {
                // Ends without a checkpoint; the next start replays the log. Nothing committed is lost.
                LogQuits(_running.ProcessId);
                Libc.Signal(_running.ProcessId, Libc.Quit);
                await EndsWithinAsync(LongestQuit);
            }
        }

        _process?.Dispose();
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        for (var until = _clock.GetUtcNow() + limit; _clock.GetUtcNow() < until; await Task.Delay(PollInterval, _clock, CancellationToken.None))
        {
            if (!IsRunning)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(EventIds.ServerQuits, LogLevel.Warning, "PostgreSQL (process {ProcessId}) takes too long to stop and is told to quit.")]
    private partial void LogQuits(int processId);
}
