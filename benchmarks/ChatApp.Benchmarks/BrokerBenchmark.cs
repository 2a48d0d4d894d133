namespace ChatApp.Benchmarks;

/// <summary>What free topics cost, load by load, ours and mosquitto's one after the other in the same run.</summary>
internal static class BrokerBenchmark
{
    private const int Idle = 10_000;
    // A machine has its moments: each load is measured so many times, ours and theirs in turn, and the middle one counts.
    private const int Rounds = 3;

    private const string Usual = "--size 128 --warmup 2 --duration 5 --strict";

    private static readonly (string Name, string Arguments)[] Loads =
    [
        ("100 pairs, one in flight, QoS 0", $"p2p --n 100 --qos 0 --window 1 {Usual}"),
        ("100 pairs, one in flight, QoS 1", $"p2p --n 100 --qos 1 --window 1 {Usual}"),
        ("100 pairs, one in flight, QoS 2", $"p2p --n 100 --qos 2 --window 1 {Usual}"),
        ("100 pairs, 16 in flight, QoS 0", $"p2p --n 100 --qos 0 --window 16 {Usual}"),
        ("100 pairs, 16 in flight, QoS 1", $"p2p --n 100 --qos 1 --window 16 {Usual}"),
        ("100 pairs, 5,000/s in all, QoS 1", $"p2p --n 100 --qos 1 --rate 5000 {Usual}"),
        ("one to 1,000, QoS 0", $"fanout --n 1000 --qos 0 --window 1 {Usual}"),
        ("one to 1,000, QoS 1", $"fanout --n 1000 --qos 1 --window 1 {Usual}"),
        ("100 to one, QoS 1", $"fanin --n 100 --qos 1 --window 1 {Usual}"),
    ];

    public static async Task RunAsync(Report report)
    {
        await using var server = await ServerUnderLoad.StartAsync("--Mqtt:OpenTopics=true");
        await using var mosquitto = await Mosquitto.StartAsync();

        // Until the code that matters is compiled for good.
        foreach (var (_, arguments) in Loads)
        {
            await TopicLoad.RunAsync(server.MqttPort, server.ProcessId, arguments);
        }

        foreach (var (name, arguments) in Loads)
        {
            List<IReadOnlyDictionary<string, double>> ours = [], theirs = [];
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await TopicLoad.RunAsync(server.MqttPort, server.ProcessId, arguments));
                theirs.Add(await TopicLoad.RunAsync(mosquitto.Port, mosquitto.ProcessId, arguments));
            }

            RowsOf(report, name, ours, theirs);
        }

        await ConnectAsync(report, server, mosquitto);
        await BesideIdleAsync(report, server, mosquitto);
        await KeptAsync(report, server, mosquitto);
    }

    private static void RowsOf(
        Report report, string name, List<IReadOnlyDictionary<string, double>> ours, List<IReadOnlyDictionary<string, double>> theirs)
    {
        report.Row($"{name}: processor time a message", Middle(ours, Cost), "µs", "N1");
        report.Row("· mosquitto", Middle(theirs, Cost), "µs", "N1");
        report.Row("· the first as a share of the second", Middle(ours, Cost) / Middle(theirs, Cost), "", "N2");
        report.Row("· messages a second, ours", Middle(ours, round => round["msgs_per_s"]), "/s");
        report.Row("· messages a second, mosquitto", Middle(theirs, round => round["msgs_per_s"]), "/s");
        report.Row("· p99, ours", Middle(ours, round => round["p99_ms"]), "ms", "N2");
        report.Row("· p99, mosquitto", Middle(theirs, round => round["p99_ms"]), "ms", "N2");
        report.Row("· lost, doubled, out of order, ours", ours.Sum(Wrong), "");
        report.Row("· lost, doubled, out of order, mosquitto", theirs.Sum(Wrong), "");
    }

    private static double Middle(List<IReadOnlyDictionary<string, double>> rounds, Func<IReadOnlyDictionary<string, double>, double> figure)
        => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);

    private static async Task ConnectAsync(Report report, ServerUnderLoad server, Mosquitto mosquitto)
    {
        foreach (var (name, port, process) in Brokers(server, mosquitto))
        {
            var figures = await TopicLoad.RunAsync(port, process, $"idle --n {Idle} --hold 8 --keepalive 300");
            report.Row($"{Idle:N0} connections, {name}: accepted", figures["connects_per_s"], "/s");
            report.Row("· memory of the process for each", figures["rss_bytes_per_conn"], "bytes");
        }
    }

    private static async Task BesideIdleAsync(Report report, ServerUnderLoad server, Mosquitto mosquitto)
    {
        var load = $"p2p --n 100 --qos 1 --window 1 {Usual}";
        foreach (var (name, port, process) in Brokers(server, mosquitto))
        {
            var alone = await TopicLoad.RunAsync(port, process, load);
            using var idle = TopicLoad.Start(port, process, $"idle --n {Idle} --hold 25 --keepalive 300 --sub-topic quiet/%d --client-id quiet-%d");
            await Task.Delay(TimeSpan.FromSeconds(12));
            var beside = await TopicLoad.RunAsync(port, process, load);
            await TopicLoad.ReadAsync(idle, "idle");
            report.Row($"beside {Idle:N0} idle subscribers, {name}: processor time a message", Cost(beside), "µs", "N1");
            report.Row("· as a share of the time without them", Cost(beside) / Cost(alone), "", "N2");
        }
    }

    // The receivers subscribe, and go; what is published for them meanwhile is kept.
    private static async Task KeptAsync(Report report, ServerUnderLoad server, Mosquitto mosquitto)
    {
        foreach (var (name, port, process) in Brokers(server, mosquitto))
        {
            await TopicLoad.RunAsync(port, process, "idle --n 100 --hold 0.2 --clean 0 --qos 1 --sub-topic kept/%d --client-id kept-%d");
            var figures = await TopicLoad.RunAsync(
                port, process, "p2p --n 100 --qos 1 --window 16 --window-by ack --size 128 --warmup 1 --duration 5 --pub-topic kept/%d --sub-topic nobody/%d --drain 0");
            report.Row($"kept for 100 clients that are away, QoS 1, {name}: acknowledged", figures["sent_per_s"], "/s");
        }
    }

    private static IEnumerable<(string Name, int Port, int Process)> Brokers(ServerUnderLoad server, Mosquitto mosquitto)
        => [("ours", server.MqttPort, server.ProcessId), ("mosquitto", mosquitto.Port, mosquitto.ProcessId)];

    private static double Cost(IReadOnlyDictionary<string, double> figures) => figures["server_cpu_s_per_1k"] * 1_000;

    private static double Wrong(IReadOnlyDictionary<string, double> figures) => figures["lost"] + figures["duplicated"] + figures["out_of_order"];
}
