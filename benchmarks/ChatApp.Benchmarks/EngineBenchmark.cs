namespace ChatApp.Benchmarks;

/// <summary>What messages cost from end to end: the program, its database and the load generator on the same processors.</summary>
internal static class EngineBenchmark
{
    private const int Pairs = 100;
    private const int PacedPerSecond = 1_000;
    private const string Group = "g1000";
    private const int Receivers = 999;

    // A run of one length is subtracted from a longer one, which leaves connecting out of the figures.
    private const int Short = 2;
    private const int Long = 10;

    public static async Task RunAsync(Report report)
    {
        await using var server = await ServerUnderLoad.StartAsync();
        var load = new MqttLoad(server);

        // Until the code that matters is compiled for good.
        await load.PairsAsync(Pairs, Long);
        await load.GroupAsync(Group, Receivers, Long);

        var full = await MeasureAsync(seconds => load.PairsAsync(Pairs, seconds));
        report.Row("one-to-one, 100 pairs over MQTT QoS 1, 16 outstanding each", full.PerSecond, "/s");
        RowsOfCost(report, full);

        var paced = await MeasureAsync(seconds => load.PairsAsync(Pairs, seconds, PacedPerSecond));
        report.Row("one-to-one at 1,000/s, from send to receive, p50", paced.P50, "ms", "N2");
        report.Row("one-to-one at 1,000/s, from send to receive, p99", paced.P99, "ms", "N2");
        RowsOfCost(report, paced);

        var group = await MeasureAsync(seconds => load.GroupAsync(Group, Receivers, seconds));
        report.Row("group of 1,000 connected members, QoS 0, deliveries", group.PerSecond, "/s");
        report.Row("· processor time of the server per delivery", group.ServerSeconds / group.Received * 1e6, "µs", "N1");
        report.Row("· allocated by the server per delivery", group.AllocatedBytes / group.Received, "bytes");
    }

    private static async Task<LoadResult> MeasureAsync(Func<int, Task<LoadResult>> run)
    {
        var shorter = await run(Short);
        return (await run(Long)).Beyond(shorter);
    }

    private static void RowsOfCost(Report report, LoadResult result)
    {
        var thousands = result.Received / 1_000;
        report.Row("· processor seconds per 1,000: server", result.ServerSeconds / thousands, "s", "N3");
        report.Row("· processor seconds per 1,000: PostgreSQL", result.PostgresSeconds / thousands, "s", "N3");
        report.Row("· both together", (result.ServerSeconds + result.PostgresSeconds) / thousands, "s", "N3");
        report.Row("· allocated by the server per message", result.AllocatedBytes / result.Received, "bytes");
    }
}
