using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ChatApp.Benchmarks;

/// <summary>Runs <c>benchmarks/load/mqttload.c</c> against the server; exactly once and in order, or the run fails.</summary>
internal sealed class MqttLoad(ServerUnderLoad server)
{
    private const string Text = "S=%SEQ T=%TS F=%SENDER 今天下午三点开会 the quick brown fox";

    // Beyond the members of the group that is written to: their phones would get these messages too, the next time they connect.
    private const int FirstOfPairs = 1_000;

    /// <summary>Pairs of people who each send to one other, with QoS 1 both ways.</summary>
    /// <param name="pairs">How many.</param>
    /// <param name="seconds">How long they send.</param>
    /// <param name="rate">Messages a second in all, or <see langword="null"/> for as many as go with 16 outstanding for each sender.</param>
    public Task<LoadResult> PairsAsync(int pairs, int seconds, int? rate = null) => RunAsync(
        "p2p", pairs, seconds, firstSender: FirstOfPairs, firstReceiver: FirstOfPairs + pairs, "{\"type\":0,\"id\":\"u%RECEIVER\"}", subscribeQoS: 1, rate is { } paced ? $"--rate {paced}" : "--window 16");

    /// <summary>One person who writes to a group, again as soon as everybody has the last message.</summary>
    public Task<LoadResult> GroupAsync(string group, int receivers, int seconds) => RunAsync(
        "fanout", receivers, seconds, firstSender: 0, firstReceiver: 1, $"{{\"type\":1,\"id\":\"{group}\"}}", subscribeQoS: 0, "--window 1");

    private async Task<LoadResult> RunAsync(string mode, int count, int seconds, int firstSender, int firstReceiver, string to, int subscribeQoS, string pace)
    {
        string[] arguments =
        [
            mode, "--port", Number(server.MqttPort), "--n", Number(count), "--sender-base", Number(firstSender), "--receiver-base", Number(firstReceiver), "--user", "u%d", "--pass", ServerUnderLoad.Password,
            "--client-id", "load-%ROLE-%d", "--qos", "1", "--sub-qos", Number(subscribeQoS), "--pub-topic", "chat/send", "--sub-topic", "chat/inbox",
            "--payload", $$"""{"clientId":"%UUID","to":{{to}},"kind":"text","text":"{{Text}}"}""", "--strict", "--warmup", "0", "--duration", Number(seconds), .. pace.Split(' '),
        ];
        var (serverTime, postgresTime, allocated) = (server.ServerTime(), server.PostgresTime(), await server.AllocatedAsync());
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("MQTTLOAD") ?? "mqttload", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"mqttload {mode} ended with {process.ExitCode}: {output}");
        }

        using var json = JsonDocument.Parse(output);
        double Figure(string name) => json.RootElement.GetProperty(name).GetDouble();
        return new LoadResult(
            Figure("received"), Figure("msgs_per_s"), Figure("p50_ms"), Figure("p99_ms"),
            (server.ServerTime() - serverTime).TotalSeconds, (server.PostgresTime() - postgresTime).TotalSeconds, await server.AllocatedAsync() - allocated);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
