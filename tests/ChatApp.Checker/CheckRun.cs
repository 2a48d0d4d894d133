using System.Diagnostics;
using System.Globalization;
using ChatApp.Checker.Clients;
using ChatApp.Checker.Faults;
using ChatApp.Checker.History;
using ChatApp.Checker.Judging;

namespace ChatApp.Checker;

/// <summary>One run: sets the stage, lets clients and nemesis loose, lets everybody catch up, and judges.</summary>
public static class CheckRun
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);

    /// <summary>Runs and prints; the verdict.</summary>
    public static async Task<Verdict> RunAsync(CheckOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        using var history = new HistoryLog(Path.Combine(options.Folder, $"history-{options.Seed.ToString(CultureInfo.InvariantCulture)}.jsonl"));
        await output.WriteLineAsync($"seed {options.Seed}, {options.Duration.TotalMinutes:0.#} min, history in {history.Path}");
        await using var stage = await Stage.SetAsync(cancellationToken);
        await using var cast = await Cast.GatherAsync(stage, history, options.Seed, cancellationToken);
        var nemesis = new Nemesis(stage, history, options.Seed, longFreezes: options.Duration > TimeSpan.FromMinutes(3));

        using var acting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var receiving = new CancellationTokenSource();
        using var asking = new CancellationTokenSource();
        var receivers = cast.Actors.Select(actor => actor.ReceiveAsync(receiving.Token)).ToArray();
        var senders = cast.Actors.Select(actor => actor.SendAsync(Cast.PaceOf(actor), acting.Token, asking.Token)).ToArray();
        var churn = cast.Churn.RunAsync(acting.Token);
        await nemesis.RunAsync(options.Duration, acting);
        await churn;

        await stage.WaitUntilReadyAsync(cancellationToken);

        // Everything is whole again. Whoever still waits for an answer gets one now, and everybody catches up.
        asking.CancelAfter(LongestSettling);
        await Task.WhenAll(senders);
        await SettleAsync(stage, cast, history, LongestSettling);
        await receiving.CancelAsync();
        await Task.WhenAll(receivers);

        var stored = await cast.ReadStoredAsync(stage.Cluster.ConnectionString);
        var verdict = Judge.Decide(
            new CheckHistory([.. history.Sends], [.. history.MemberChanges], [.. cast.Actors.Select(actor => actor.Record), .. await cast.ReadEverythingAsync()]), stored);
        foreach (var evidence in verdict.Evidence)
        {
            await output.WriteLineAsync(evidence);
        }

        await output.WriteLineAsync(string.Join(", ", nemesis.Made.Select(fault => $"{fault.Value} × {fault.Key}")));
        verdict.IsThorough = nemesis.IsThorough(options.Duration, Nemesis.LeastKillsPerMinute);
        await output.WriteLineAsync(verdict.Line);
        await output.WriteLineAsync(verdict.SecondLine);
        return verdict;
    }

    // Everybody has what there is to have, or had the time to get it: what is missing then is lost.
    private static async Task SettleAsync(Stage stage, Cast cast, HistoryLog history, TimeSpan patience)
    {
        var stored = await cast.ReadStoredAsync(stage.Cluster.ConnectionString);
        var ends = Ends(stored, cast, history);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < patience; await Task.Delay(TimeSpan.FromMilliseconds(200)))
        {
            if (ends.TrueForAll(end => end.Actor.HasReached(end.Conversation, end.Sequence)))
            {
                return;
            }
        }
    }

    private static List<(Actor Actor, string Conversation, long Sequence)> Ends(StoredState stored, Cast cast, HistoryLog history)
    {
        var senders = history.Sends.ToLookup(attempt => attempt.ClientId, attempt => attempt.Actor);
        var logs = stored.Messages.ToLookup(message => message.Conversation);
        return
        [
            .. from actor in cast.Actors
               from stretch in stored.Stretches
               where stretch.User == actor.User && stretch.To is null
               let last = logs[stretch.Conversation]
                   .Where(message => stretch.Holds(message.Sequence) && (actor.Kind != LineKind.Mqtt || !senders[message.ClientId].Contains(actor.Name)))
                   .Select(message => message.Sequence).DefaultIfEmpty(0).Max()
               select (actor, stretch.Conversation, last),
        ];
    }
}
