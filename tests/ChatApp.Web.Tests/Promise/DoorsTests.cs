using System.Text.Json;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Promise;

public sealed class DoorsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P2_O01_the_same_client_id_over_HTTP_hub_and_MQTT_at_once_makes_one_message()
    {
        await using var program = await ChatAppProcess.StartAsync(database.ConnectionString, dataFolder: null, Token);
        using var alice = await ApiClient.SignInAsync(program.Address, "alice", Token);
        using var phone = await ApiClient.SignInAsync(program.Address, "alice", Token);
        await using var hub = LineClient.Hub(program.Address, alice.Token);
        await hub.WaitForAsync(line => line.TryGetProperty("state", out _), 1, Token);
        for (var round = 0; round < 20; round++)
        {
            var clientId = Guid.NewGuid();
            var text = $"round {round}";
            var send = new { clientId, to = new { type = 0, id = "alice", line = 0 }, kind = "text", text };

            var http = alice.SendAsync(0, "alice", text, Token, clientId);
            await hub.CallAsync("Send", send);
            var mqtt = PublishAsync(program, phone, JsonSerializer.Serialize(send));
            await hub.WaitForAsync(line => line.TryGetProperty("result", out _), round + 1, Token);

            Assert.Equal(0, (await mqtt).ExitCode);
            Assert.Equal(round + 1, (await http).GetProperty("sequence").GetInt64());
        }

        var page = await alice.GetAsync("/api/v1/conversations/0/alice/messages?limit=100", Token);
        Assert.Equal(
            Enumerable.Range(0, 20).Select(round => $"round {round}"),
            page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()));
    }

    private static Task<(int ExitCode, string Error)> PublishAsync(ChatAppProcess program, ApiClient device, string payload)
        => LineClient.RunAsync(
            "mosquitto_pub", Token, "-h", "127.0.0.1", "-p", $"{program.MqttPort}", "-V", "mqttv5",
            "-i", device.Device, "-u", device.User, "-P", device.Token, "-t", "chat/send", "-q", "1", "-m", payload);
}
