using ChatApp.Core.Conversations;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Topics;

/// <summary>What the server sends, as somebody sees it who wrote none of it: tshark takes it apart.</summary>
public sealed class CaptureTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tshark_finds_no_malformed_packet_in_what_the_server_sends()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        await using var capture = await PacketCapture.StartAsync(server.Port, Token);
        Assert.SkipWhen(capture is null, "tshark is not installed, or may not listen on loopback here.");
        var alice = await server.AddUserAsync("alice");
        var bob = await server.AddUserAsync("bob");
        var (_, group) = await server.AddGroupAsync(alice, bob);
        foreach (var level in new[] { 4, 5 })
        {
            await EverythingAsync(server, level, ForeignClients.PahoAsync);
            await EverythingAsync(server, level, ForeignClients.JavaScriptAsync);
            await ChatAsync(server, level, await server.SignInAsync(alice, $"phone-{level}"), await server.SignInAsync(bob, $"phone-{level}"), group);
        }

        var (packets, malformed) = await capture.JudgeAsync(Token);

        Assert.Equal(string.Empty, malformed);
        Assert.InRange(packets, 300, int.MaxValue);
    }

    // All that a broker does, for somebody of whom nothing is left from before.
    private static async Task EverythingAsync(
        BridgeServer server, int level, Func<int, int, (Session Session, string Token), (Session Session, string Token), Task<(int ExitCode, string Output)>> run)
    {
        var user = await server.AddUserAsync("carol");
        var (exitCode, output) = await run(server.Port, level, await server.SignInAsync(user, "one"), await server.SignInAsync(user, "other"));
        Assert.True(exitCode == 0, output);
    }

    // Every topic of the chat, with answers of both kinds, and what a client is told that does wrong.
    private static async Task ChatAsync(
        BridgeServer server, int level, (Session Session, string Token) sender, (Session Session, string Token) receiver, ConversationTarget group)
    {
        var version = level == 5 ? "mqttv5" : "mqttv311";
        string[] everything = ["-t", "chat/inbox", "-t", "chat/events", "-t", "chat/result", "-t", "chat/rpc/reply", "-q", "1"];
        await RunAsync(server.Start("mosquitto_sub", version, receiver, [.. everything, "-E"]));
        var text = System.Text.Encoding.UTF8.GetString(MqttClient.Text(group, new string('语', 5_000)));
        await RunAsync(server.Start("mosquitto_pub", version, sender, "-t", "chat/send", "-q", "2", "-m", text));
        await RunAsync(server.Start("mosquitto_pub", version, sender, "-t", "chat/send", "-q", "1", "-m", "no message"));
        await RunAsync(server.Start("mosquitto_pub", version, sender, "-t", "app/somebody/else", "-q", "1", "-m", "not mine"));
        await RunAsync(server.Start("mosquitto_sub", version, receiver, [.. everything, "-C", "1", "-W", "20"]));
        await RunAsync(server.Start("mosquitto_rr", version, sender, "-t", "chat/rpc/conversations", "-e", "chat/rpc/reply", "-m", "{\"id\":1}", "-W", "20"));
        await RunAsync(server.Start("mosquitto_sub", version, (sender.Session, "wrong"), "-t", "#"), mayFail: true);
        await RunAsync(server.Start("mosquitto_sub", version, sender, "-t", "#", "-t", "$SYS/#", "-E"), mayFail: true);
    }

    private static async Task RunAsync(System.Diagnostics.Process started, bool mayFail = false)
    {
        using var process = started;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.True(mayFail || process.ExitCode == 0, await output + errors);
    }
}
