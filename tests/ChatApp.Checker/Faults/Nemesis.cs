using System.Diagnostics;
using ChatApp.Checker.Clients;
using ChatApp.Checker.History;
using ChatApp.Core.Kernel;
using ChatApp.Testing.Databases;
using Npgsql;

namespace ChatApp.Checker.Faults;

/// <summary>Makes one fault after another, and in the end leaves everything whole.</summary>
internal sealed class Nemesis(Stage stage, HistoryLog history, int seed, bool longFreezes)
{
    /// <summary>Fewer in a minute, and a run shows too little.</summary>
    public const int LeastKillsPerMinute = 3;

    private const int KillsPerMinute = 10;

    // Sends go at about a hundred a second: most places are reached within a few seconds, and some not before the life is over.
    private const int LatestPass = 200;

    // Early enough that a place that is still owed is reached as soon as the clients are back.
    private const int LatestOwedPass = 20;

    private static readonly TimeSpan LongestExtension = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PatienceWithOwed = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan ShortFreeze = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(30);

    private readonly Random _lives = new(seed);
    private readonly Random _random = new(~seed);
    private readonly Lock _gate = new();
    private readonly Queue<string> _owed = new(FaultPoints.All);
    private int _kills;

    /// <summary>How often each fault was made.</summary>
    public SortedDictionary<string, int> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the program died at every place there is, and often enough.</summary>
    /// <param name="duration">How long it was meant to take.</param>
    /// <param name="kills">How often in a minute is often enough; a slow machine has no time for as many as it should.</param>
    public bool IsThorough(TimeSpan duration, int kills) => _owed.Count == 0 && _kills >= kills * duration.TotalMinutes;

    /// <summary>
    /// Makes faults of the program, and beside them those of everything else, for a time: up to two minutes longer while some place has
    /// not been reached or the program has not died often enough.
    /// </summary>
    /// <param name="duration">How long.</param>
    /// <param name="acting">Is cancelled when it is over, and ends it when it is cancelled.</param>
    public async Task RunAsync(TimeSpan duration, CancellationTokenSource acting)
    {
        var stop = acting.Token;
        var (lives, others) = (EndLivesAsync(duration, stop), MakeOthersAsync(stop));
        await Task.WhenAny(Waits.ForAsync(duration, stop), lives, others);
        var more = duration < LongestExtension ? duration : LongestExtension;
        var started = Stopwatch.GetTimestamp();
        while (!IsThorough(duration, KillsPerMinute) && Stopwatch.GetElapsedTime(started) < more && !(stop.IsCancellationRequested || lives.IsFaulted || others.IsFaulted))
        {
            await Waits.ForAsync(Look, stop);
        }

        // Each of them ends when it is told to, or with a mistake of the checker, which must not pass for a quiet run.
        await acting.CancelAsync();
        await Task.WhenAll(lives, others);
        stage.Http.Resume();
        stage.Mqtt.Resume();
    }

    // One life of the program after the other; most run into a named place in the message path, the others end at any moment. The places that
    // are still owed come first, and are waited for.
    private async Task EndLivesAsync(TimeSpan duration, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        for (var life = 0; ; life++)
        {
            await Task.WhenAny(stage.Program.WaitForExitAsync(CancellationToken.None), Waits.ForAsync(LengthOfLife(Stopwatch.GetElapsedTime(started)), stop));
            if (stop.IsCancellationRequested)
            {
                break;
            }

            NoteDeath();
            if (_owed.TryPeek(out var owed))
            {
                await stage.StartProgramAgainAsync(owed, _lives.Next(1, LatestOwedPass));
            }
            else
            {
                await stage.StartProgramAgainAsync(life % 5 == 4 ? null : FaultPoints.All[life % FaultPoints.All.Count], _lives.Next(1, LatestPass));
            }
        }

        // The last life has no place to end at.
        await stage.StartProgramAgainAsync(point: null, pass: 0);
    }

    private TimeSpan LengthOfLife(TimeSpan elapsed)
    {
        if (stage.Fault is { } point && _owed.Contains(point))
        {
            return PatienceWithOwed;
        }

        // On a busy machine a start takes long: lives are shorter then.
        var length = TimeSpan.FromSeconds(0.5 + (_lives.Next(8) == 0 ? 9 : 3) * _lives.NextDouble());
        return _kills < KillsPerMinute * elapsed.TotalMinutes ? Shortest : length;
    }

    private void NoteDeath()
    {
        _kills++;
        if (!stage.Program.HasExited)
        {
            Count("kill -9 of the program");
            return;
        }

        Count($"kill -9 of the program at {stage.Fault}");
        if (_owed.TryPeek(out var owed) && owed == stage.Fault)
        {
            _owed.Dequeue();
        }
    }

    private async Task MakeOthersAsync(CancellationToken stop)
    {
        // The rare ones come first, so that the shortest run has them too.
        Func<CancellationToken, Task>[] first = [CutAsync, KillDatabaseAsync, KillBackendAsync, FreezeAsync, HoldAsync];
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await Waits.ForAsync(TimeSpan.FromMilliseconds(_random.Next(3_000, 7_000)), stop);
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
