using System.Globalization;
using System.Text.Json.Nodes;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

/// <summary>The broker on a real socket, used by clients that know nothing of it.</summary>
public sealed class ForeignClientTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("paho", 4)]
    [InlineData("paho", 5)]
    [InlineData("mqtt.js", 4)]
    [InlineData("mqtt.js", 5)]
    public async Task MQTT_7_0_0_2_Paho_and_mqtt_js_do_QoS_2_retained_messages_wills_shared_subscriptions_and_resume(string client, int level)
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var user = await server.AddUserAsync("alice");
        var one = await server.SignInAsync(user, "one");
        var other = await server.SignInAsync(user, "other");

        var (exitCode, output) = client == "paho"
            ? await ForeignClients.PahoAsync(server.Port, level, one, other)
            : await ForeignClients.JavaScriptAsync(server.Port, level, one, other);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task MQTT_7_0_0_2_Mosquittos_clients_resume_a_session_and_find_retained_messages_and_wills(string version)
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var user = await server.AddUserAsync("alice");
        var one = await server.SignInAsync(user, "one");
        var other = await server.SignInAsync(user, "other");
        var root = $"app/{user}";
        string[] kept = version == "mqttv5" ? ["-c", "-x", "600"] : ["-c"];

        await RunAsync("mosquitto_sub", one, [.. kept, "-q", "2", "-t", $"{root}/#", "-E"]);
        await RunAsync("mosquitto_pub", other, ["-q", "2", "-t", $"{root}/a", "-m", "away", "-r"]);
        await RunAsync("mosquitto_pub", other, ["-q", "2", "-t", $"{root}/b", "-m", "too"]);
        Assert.Equal("away\ntoo\n", await RunAsync("mosquitto_sub", one, [.. kept, "-q", "2", "-t", $"{root}/none", "-C", "2", "-W", "15"]));
        Assert.Equal("away\n", await RunAsync("mosquitto_sub", other, ["-q", "1", "-t", $"{root}/+", "-C", "1", "-W", "15"]));

        using var watcher = server.Start("mosquitto_sub", version, one, "-q", "1", "-t", $"{root}/will", "-C", "1", "-W", "15");
        await ConnectedAsync(server, 1);
        using (var dying = server.Start("mosquitto_sub", version, other, "-t", $"{root}/x", "--will-topic", $"{root}/will", "--will-payload", "gone", "--will-qos", "1"))
        {
            await ConnectedAsync(server, 2);
            dying.Kill();
        }

        Assert.Equal("gone\n", await watcher.StandardOutput.ReadToEndAsync(Token).WaitAsync(Patience, Token));

        async Task<string> RunAsync(string program, (Core.Sessions.Session Session, string Token) device, string[] arguments)
        {
            using var process = server.Start(program, version, device, arguments);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(Token).WaitAsync(Patience, Token);
            await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
            Assert.True(process.ExitCode == 0, await process.StandardError.ReadToEndAsync(Token));
            return output;
        }
    }

    [Theory]
    [InlineData("fanin", 100, 1, 1)]
    [InlineData("fanin", 20, 2, 16)]
    [InlineData("fanout", 100, 1, 4)]
    [InlineData("p2p", 50, 0, 16)]
    [InlineData("p2p", 50, 2, 4)]
    public async Task MQTT_4_6_0_5_4_6_0_6_Under_load_nothing_is_lost_doubled_or_out_of_order(string mode, int clients, int qos, int window)
    {
        await using var server = await BridgeServer.StartAsync(database, Token, isOpen: true);

        var (exitCode, output) = await ForeignClients.LoadAsync(
            mode, "--strict", "--port", Number(server.Port), "--n", Number(clients), "--qos", Number(qos), "--window", Number(window),
            "--proto", qos == 2 ? "5" : "4", "--warmup", "0", "--duration", "2");

        Assert.True(exitCode == 0, output);
        var report = JsonNode.Parse(output)!;
        Assert.Equal((0, 0, 0), ((int)report["lost"]!, (int)report["duplicated"]!, (int)report["out_of_order"]!));
        Assert.True((long)report["received"]! > 1_000, output);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task ConnectedAsync(BridgeServer server, int count)
    {
        var links = server.Get<LinkRegistry>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (links.Connected < count || server.Get<MqttBridge.Topics.SubscriptionIndex>().Count < count)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
