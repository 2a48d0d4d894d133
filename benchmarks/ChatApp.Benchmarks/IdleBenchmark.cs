using System.Globalization;

namespace ChatApp.Benchmarks;

/// <summary>What a signed-in connection costs that does nothing: to let it in, in memory, and beside the traffic of others.</summary>
internal static class IdleBenchmark
{
    private const int Usual = 10_000;
    private const int AtATime = 64;
    private const string Traffic = "p2p --n 100 --qos 1 --window 1 --size 128 --warmup 2 --duration 5 --strict"
        + " --user u%d --pass " + ServerUnderLoad.Password + " --client-id traffic-%ROLE-%d --pub-topic app/u%d/traffic --sub-topic app/u%d/traffic";

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(IReadOnlyList<string> arguments, Report report)
    {
        var count = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Usual;
        await using var server = await DeviceServer.StartAsync();
        var port = server.Program.MqttPort;

        // Until the code that matters is compiled for good.
        var first = new DeviceFleet(await server.AddDevicesAsync(2_000, "warm"), _ => ["chat/inbox"]);
        await first.ConnectAsync(port, AtATime);
        first.Break();
        await TopicLoad.RunAsync(port, server.Program.ProcessId, Traffic);
        var alone = await TopicLoad.RunAsync(port, server.Program.ProcessId, Traffic);

        await Task.Delay(Settle);
        var before = server.Program.ResidentBytes();
        var devices = await server.AddDevicesAsync(count, "idle");
        var fleet = new DeviceFleet(devices, device => ["chat/inbox", "chat/events", $"app/{device.User}/{device.Id}"]);
        var rate = await fleet.ConnectAsync(port, AtATime);
        await Task.Delay(Settle);
        var each = (server.Program.ResidentBytes() - before) / count;
        var beside = await TopicLoad.RunAsync(port, server.Program.ProcessId, Traffic);

        var title = string.Create(CultureInfo.InvariantCulture, $"{count:N0} signed-in connections, {AtATime} at a time");
        report.Row($"{title}: let in, with token check and three subscriptions", rate, "/s");
        report.Row("· refused and tried again", fleet.Refused, "");
        report.Row("· memory of the process for each", each, "bytes");
        report.Row("topics, 100 pairs, QoS 1: processor time a message", Cost(alone), "µs", "N1");
        report.Row("· beside the idle subscribers", Cost(beside), "µs", "N1");
        report.Row("· the second as a share of the first", Cost(beside) / Cost(alone), "", "N2");
        fleet.Break();
    }

    private static double Cost(IReadOnlyDictionary<string, double> figures) => figures["server_cpu_s_per_1k"] * 1_000;
}
