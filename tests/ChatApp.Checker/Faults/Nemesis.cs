using ChatApp.Checker.Clients;
using ChatApp.Checker.History;
using ChatApp.Core.Kernel;
using ChatApp.Testing.Databases;
using Npgsql;

namespace ChatApp.Checker.Faults;

/// <summary>Makes one fault after another, and in the end leaves everything whole.</summary>
internal sealed class Nemesis(Stage stage, HistoryLog history, int seed, bool longFreezes)
{
    // Sends go at about a hundred a second: most places are reached within a few seconds, and some not before the life is over.
    private const int LatestPass = 200;

    private static readonly TimeSpan ShortFreeze = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(30);

    private readonly Random _lives = new(seed);
    private readonly Random _random = new(~seed);
    private readonly Lock _gate = new();

    /// <summary>How often each fault was made.</summary>
    public SortedDictionary<string, int> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes faults of the program, and beside them those of everything else, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.WhenAll(EndLivesAsync(stop), MakeOthersAsync(stop));
        stage.Http.Resume();
        stage.Mqtt.Resume();
    }

    // One life of the program after the other; most run into a named place in the message path, the others end at any moment.
    private async Task EndLivesAsync(CancellationToken stop)
    {
        for (var life = 0; ; life++)
        {
            var length = TimeSpan.FromSeconds(_lives.Next(8) == 0 ? 10 : 0.5 + (3 * _lives.NextDouble()));
            await Task.WhenAny(stage.Program.WaitForExitAsync(CancellationToken.None), Waits.ForAsync(length, stop));
            if (stop.IsCancellationRequested)
            {
                break;
            }

            Count(stage.Program.HasExited ? $"kill -9 of the program at {stage.Fault}" : "kill -9 of the program");
            await stage.StartProgramAgainAsync(life % 5 == 4 ? null : FaultPoints.All[life % FaultPoints.All.Count], _lives.Next(1, LatestPass));
        }

        // The last life has no place to end at.
        await stage.StartProgramAgainAsync(point: null, pass: 0);
    }

    private async Task MakeOthersAsync(CancellationToken stop)
    {
        // The rare ones come first, so that the shortest run has them too.
        Func<CancellationToken, Task>[] first = [CutAsync, KillDatabaseAsync, KillBackendAsync, FreezeAsync, HoldAsync];
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await Waits.ForAsync(TimeSpan.FromMilliseconds(_random.Next(1_500, 5_000)), stop);
            if (!stop.IsCancellationRequested)
            {
                await (i < first.Length ? first[i] : Choose())(stop);
            }
        }
    }

    private Func<CancellationToken, Task> Choose() => _random.Next(100) switch
    {
        < 30 => KillDatabaseAsync,
        < 60 => KillBackendAsync,
        < 82 => CutAsync,
        < 93 => HoldAsync,
        _ => FreezeAsync,
    };

    private Task KillDatabaseAsync(CancellationToken stop)
    {
        Count("kill -9 of PostgreSQL");
        stage.Cluster.Kill();
        return Task.CompletedTask;
    }

    private async Task KillBackendAsync(CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection(stage.Cluster.ConnectionString + ";Pooling=false;Timeout=3");
            await connection.OpenAsync(stop);
            await using var busy = new NpgsqlCommand(
                """
                select pid from pg_stat_activity
                where backend_type = 'client backend' and pid <> pg_backend_pid() order by state = 'active' desc, query_start desc limit 1
                """,
                connection);
            if (await busy.ExecuteScalarAsync(stop) is int process)
            {
                Count("kill -9 of a backend");
                PrivateCluster.KillBackend(process);
            }
        }
        catch (Exception away) when (away is NpgsqlException or OperationCanceledException)
        {
            // It is still recovering from the fault before.
        }
    }

    private async Task FreezeAsync(CancellationToken stop)
    {
        Count("freeze of PostgreSQL");
        using (stage.Cluster.Freeze())
        {
            await Waits.ForAsync(longFreezes ? ShortFreeze + ((LongestFreeze - ShortFreeze) * _random.NextDouble()) : ShortFreeze, stop);
        }
    }

    private Task CutAsync(CancellationToken stop)
    {
        Count("cut of connections");
        var share = _random.NextDouble();
        stage.Http.Cut(_random, share);
        stage.Mqtt.Cut(_random, share);
        return Task.CompletedTask;
    }

    private async Task HoldAsync(CancellationToken stop)
    {
        Count("network that hangs");
        stage.Http.Hold();
        stage.Mqtt.Hold();
        await Waits.ForAsync(TimeSpan.FromSeconds(2), stop);
        stage.Http.Resume();
        stage.Mqtt.Resume();
        stage.Http.Cut(_random, share: 0.5);
        stage.Mqtt.Cut(_random, share: 0.5);
    }

    private void Count(string fault)
    {
        lock (_gate)
        {
            Made[fault] = Made.GetValueOrDefault(fault) + 1;
        }

        history.Note("fault", fault);
    }
}
