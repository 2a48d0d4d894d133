using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Api;

/// <summary>A method answers the same over MQTT 3.1.1, MQTT 5.0 and HTTP, and its result is what the API's own address answers.</summary>
public sealed class MethodDoorTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_method_has_the_same_result_through_every_door()
    {
        using var alice = await Staff.AddAsync(program, Token);
        var group = await MakeGroupAsync(alice);
        var word = $"same{Guid.NewGuid():N}";
        using (var sent = await alice.Http.PostAsJsonAsync(
            "/api/v1/messages", new { clientId = Guid.NewGuid(), to = new { type = 1, id = group }, kind = "text", text = $"{word} 你好" }, Token))
        {
            sent.EnsureSuccessStatusCode();
        }

        await PutAsync(alice, $"/api/v1/conversations/1/{group}/messages/2/reactions/👍");
        await PutAsync(alice, $"/api/v1/conversations/1/{group}/messages/2/pin");
        await PutAsync(alice, $"/api/v1/conversations/1/{group}/messages/2/star");
        var conversation = $$"""{"type":1,"id":"{{group}}"}""";
        var about = $$"""{"conversation":{{conversation}},"sequence":2,"group":"{{group}}","after":0}""";
        var path = $"/api/v1/conversations/1/{group}";
        await ScheduleAsync(alice, conversation);
        (string Method, string Body, string Address)[] pairs =
        [
            ("conversations", "{}", "/api/v1/conversations"),
            ("history", about, $"{path}/messages?after=0"),
            ("catchUp", about, $"{path}/messages?after=0"),
            ("history", $$"""{"conversation":{{conversation}},"around":2,"limit":3}""", $"{path}/messages?around=2&limit=3"),
            ("history", $$"""{"conversation":{{conversation}},"before":2}""", $"{path}/messages?before=2"),
            ("changes", about, $"{path}/changes?after=0"),
            ("versions", about, $"{path}/messages/2/edits"),
            ("reactions", about, $"{path}/messages/2/reactions"),
            ("pins", about, $"{path}/pins"),
            ("marks", about, $"{path}/marks"),
            ("readers", about, $"{path}/messages/2/readers"),
            ("drafts.get", about, $"{path}/draft"),
            ("stars", "{}", "/api/v1/stars"),
            ("search", $$"""{"text":"{{word}}"}""", $"/api/v1/search?q={word}"),
            ("users.me", "{}", "/api/v1/users/me"),
            ("users.get", """{"user":"bob"}""", "/api/v1/users/bob"),
            ("users.search", """{"q":"bo"}""", "/api/v1/users?q=bo"),
            ("presence.get", """{"users":["bob"]}""", "/api/v1/presence?user=bob"),
            ("friends.list", "{}", "/api/v1/friends"),
            ("friends.requests", "{}", "/api/v1/friends/requests"),
            ("groups.get", about, $"/api/v1/groups/{group}"),
            ("groups.members", about, $"/api/v1/groups/{group}/members"),
            ("groups.rights", about, $"/api/v1/groups/{group}/rights"),
            ("settings.get", "{}", "/api/v1/settings"),
            ("sessions.list", "{}", "/api/v1/sessions"),
            ("scheduled.list", "{}", "/api/v1/scheduled-messages"),
            ("reminders.list", "{}", "/api/v1/reminders"),
        ];
        foreach (var (method, body, address) in pairs)
        {
            var rest = JsonNode.Parse(await alice.Http.GetStringAsync(address, Token));
            var posted = await PostAsync(alice, method, body);
            var v5 = await AskAsync(alice, "mqttv5", method, body);
            var v311 = await AskAsync(alice, "mqttv311", method, body);

            Assert.True(JsonNode.DeepEquals(rest, posted["result"]), $"{method}: {rest} against {posted}");
            Assert.True(JsonNode.DeepEquals(posted, v5), $"{method}: {posted} against {v5}");
            Assert.True(JsonNode.DeepEquals(posted, v311), $"{method}: {posted} against {v311}");
        }
    }

    [Fact]
    public async Task A_method_is_refused_alike_through_every_door()
    {
        using var alice = await Staff.AddAsync(program, Token);
        foreach (var (method, body) in new[]
        {
            ("users.get", """{"id":"r","user":"nobody-at-all"}"""), ("history", """{"id":"r"}"""), ("media.ticket", """{"id":"r"}"""),
            ("history", """{"id":"r","conversation":{"type":1,"id":"no-such-group"}}"""), ("users.search", """{"id":"r","q":"x"}"""),
            ("history", """{"id":"r","conversation":{"type":0,"id":"bob"},"limit":101}"""),
        })
        {
            var posted = await PostAsync(alice, method, body);

            Assert.False((bool)posted["ok"]!);
            Assert.Equal("r", (string?)posted["id"]);
            Assert.True(JsonNode.DeepEquals(posted, await AskAsync(alice, "mqttv5", method, body)), method);
            Assert.True(JsonNode.DeepEquals(posted, await AskAsync(alice, "mqttv311", method, body)), method);
        }
    }

    private async Task ScheduleAsync(Staff alice, string conversation)
    {
        var dueAt = TimeProvider.System.GetUtcNow().AddDays(1).ToString("O", CultureInfo.InvariantCulture);
        var later = $$"""{"message":{"clientId":"{{Guid.NewGuid()}}","to":{{conversation}},"text":"later"},"dueAt":"{{dueAt}}"}""";
        Assert.True((bool)(await AskAsync(alice, "mqttv5", "scheduled.save", later))["ok"]!);
        Assert.True((bool)(await AskAsync(alice, "mqttv311", "reminders.add", $$"""{"conversation":{{conversation}},"sequence":2,"dueAt":"{{dueAt}}"}"""))["ok"]!);
    }

    private static async Task<string> MakeGroupAsync(Staff owner)
    {
        using var answer = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Doors", members = new[] { "bob", "carol" } }, Token);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!["groupId"]!;
    }

    private static async Task PutAsync(Staff caller, string path)
    {
        using var answer = await caller.Http.PutAsync(path, content: null, Token);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonNode> PostAsync(Staff caller, string method, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await caller.Http.PostAsync($"/api/v1/rpc/{method}", content, Token);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
    }

    private async Task<JsonNode> AskAsync(Staff caller, string version, string method, string body)
    {
        var printed = await LineClient.OutputAsync(
            "mosquitto_rr", Token, "-h", "127.0.0.1", "-p", program.Program.MqttPort.ToString(CultureInfo.InvariantCulture), "-V", version, "-i", "d",
            "-u", caller.Id.Value, "-P", caller.Token, "-t", $"chat/rpc/{method}", "-e", "chat/rpc/reply", "-m", body, "-W", "10");
        return JsonNode.Parse(printed) ?? throw new InvalidOperationException($"{method} had no answer.");
    }
}
