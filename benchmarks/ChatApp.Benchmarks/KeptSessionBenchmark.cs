using System.Globalization;

namespace ChatApp.Benchmarks;

/// <summary>QoS 1 to kept sessions of clients that are away: acknowledged is in the database, and comes when the client does.</summary>
internal static class KeptSessionBenchmark
{
    private const int Clients = 100;
    private const int UsualSeconds = 5;

    public static async Task RunAsync(IReadOnlyList<string> arguments, Report report)
    {
        var seconds = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : UsualSeconds;
        await using var server = await DeviceServer.StartAsync("--Mqtt:Limits:MaxQueuedMessages=1000000", "--Mqtt:Limits:MaxQueuedBytes=1000000000");
        var devices = await server.AddDevicesAsync(Clients, "kept");
        foreach (var device in devices)
        {
            using var link = await DeviceLink.OpenAsync(server.Program.MqttPort, device, clean: false, $"app/{device.User}/kept")
                ?? throw new InvalidOperationException($"{device.Id} was refused.");
            await link.LeaveAsync();
        }

        var before = server.Program.ServerTime();
        var figures = await TopicLoad.RunAsync(server.Program.MqttPort, server.Program.ProcessId, string.Create(
            CultureInfo.InvariantCulture,
            $"p2p --n {Clients} --qos 1 --window 16 --window-by ack --size 128 --warmup 1 --duration {seconds} --drain 0 --user u%d --pass {ServerUnderLoad.Password} --client-id sender-%ROLE-%d --pub-topic app/u%d/kept --sub-topic app/u%d/nobody"));
        await using var command = server.Database.CreateCommand("select count(*) from broker_queue");
        var stored = (long)(await command.ExecuteScalarAsync())!;
        report.Row($"QoS 1 to {Clients} kept sessions of clients that are away: acknowledged", figures["sent_per_s"], "/s");
        report.Row("· in the database at the end", stored, "messages");
        report.Row("· processor time of the server a message", (server.Program.ServerTime() - before).TotalMicroseconds / stored, "µs", "N1");
    }
}
