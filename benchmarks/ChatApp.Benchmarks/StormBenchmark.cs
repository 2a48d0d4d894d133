using System.Globalization;
using ChatApp.MqttBridge.Mqtt;

namespace ChatApp.Benchmarks;

/// <summary>Everybody comes back at once: beside traffic that goes on, and after a restart of the server. With the limits that are usual.</summary>
internal static class StormBenchmark
{
    private const int Usual = 10_000;
    private const int Pairs = 50;
    private const int Rate = 500;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(IReadOnlyList<string> arguments, Report report)
    {
        var count = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Usual;
        var limits = new MqttLimits();
        await using var server = await DeviceServer.StartAsync(
            string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Limits:LoginsPerSecond={limits.LoginsPerSecond}"),
            string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Limits:MaxConnectionsPerUser={limits.MaxConnectionsPerUser}"));
        var fleet = new DeviceFleet(await server.AddDevicesAsync(count, "storm"), _ => ["chat/inbox"]);
        Rows(report, string.Create(CultureInfo.InvariantCulture, $"{count:N0} devices connect for the first time"), await fleet.ConnectAsync(server.Program.MqttPort), fleet.Refused);

        var calm = await TopicLoad.RunAsync(server.Program.MqttPort, server.Program.ProcessId, Traffic(seconds: 10));
        using (var running = TopicLoad.Start(server.Program.MqttPort, server.Program.ProcessId, Traffic(seconds: 30)))
        {
            await Task.Delay(Calm);
            var refused = fleet.Refused;
            fleet.Break();
            var times = await fleet.ConnectAsync(server.Program.MqttPort);
            Rows(report, "they are cut and come back at once", times, fleet.Refused - refused);
            var traffic = await TopicLoad.ReadAsync(running, "traffic beside the storm");
            report.Row($"· traffic meanwhile ({Rate:N0}/s, QoS 1), p50", traffic["p50_ms"], "ms", "N2");
            report.Row("· p99", traffic["p99_ms"], "ms", "N2");
            report.Row("· lost, doubled, out of order", traffic["lost"] + traffic["duplicated"] + traffic["out_of_order"], "");
            report.Row("· p99 without a storm", calm["p99_ms"], "ms", "N2");
        }

        await server.Program.RestartAsync();
        fleet.Break();
        var before = fleet.Refused;
        Rows(report, "they come back after the server was killed and is ready again", await fleet.ConnectAsync(server.Program.MqttPort), fleet.Refused - before);
        fleet.Break();
    }

    // Long enough to outlast the storm; whoever receives is signed in as those who storm are.
    private static string Traffic(int seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"p2p --n {Pairs} --qos 1 --rate {Rate} --size 128 --warmup 1 --duration {seconds} --user u%d --pass {ServerUnderLoad.Password} --client-id traffic-%ROLE-%d --pub-topic app/u%d/traffic --sub-topic app/u%d/traffic");

    private static void Rows(Report report, string what, TimeSpan[] times, int refused)
    {
        report.Row($"{what}: all are back after", times[^1].TotalSeconds, "s", "N2");
        report.Row("· half of them after", times[times.Length / 2].TotalSeconds, "s", "N2");
        report.Row("· refused and tried again", refused, "");
    }
}
