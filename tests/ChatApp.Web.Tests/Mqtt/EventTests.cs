using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatApp.Core.Users;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Mqtt;

/// <summary>Every event of <c>chat/events</c>, as mosquitto's subscriber gets it from the running program.</summary>
public sealed class EventTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task What_happens_to_a_conversation_is_told_as_the_contract_writes_it(string version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        await using var events = await SubscribeAsync(alice, version);
        var withBob = new { type = 0, id = bob.Id.Value, line = 0 };
        await SendAsync(alice, withBob, "one");
        var withAlice = new { type = 0, id = alice.Id.Value, line = 0 };

        await CallAsync(bob, "markDelivered", new { conversation = withAlice, sequence = 1 });
        await ExpectAsync(events, new { @event = "delivered", conversation = withBob, user = bob.Id.Value, sequence = 1 });
        await CallAsync(bob, "markRead", new { conversation = withAlice, sequence = 1 });
        await ExpectAsync(events, new { @event = "read", conversation = withBob, user = bob.Id.Value, sequence = 1 });
        await CallAsync(bob, "typing", new { conversation = withAlice });
        await ExpectAsync(events, new { @event = "typing", conversation = withBob, user = bob.Id.Value });
        await CallAsync(bob, "react", new { conversation = withAlice, sequence = 1, emoji = "👍" });
        await ExpectAsync(events, new { @event = "reaction", conversation = withBob, user = bob.Id.Value, sequence = 1, emoji = "👍", value = true, change = 1 });
        await CallAsync(bob, "react", new { conversation = withAlice, sequence = 1, emoji = "👍", value = false });
        await ExpectAsync(events, new { @event = "reaction", conversation = withBob, user = bob.Id.Value, sequence = 1, emoji = "👍", value = false, change = 2 });
        await SendAsync(bob, withAlice, "two");
        await CallAsync(bob, "edit", new { conversation = withAlice, sequence = 2, text = "zwei" });
        await ExpectAsync(events, new { @event = "edited", conversation = withBob, sequence = 2, user = bob.Id.Value, version = 2, change = 3 });
        await CallAsync(bob, "recall", new { conversation = withAlice, sequence = 2 });
        await ExpectAsync(events, new { @event = "recalled", conversation = withBob, sequence = 2, user = bob.Id.Value, change = 4 });
        await CallAsync(bob, "pin", new { conversation = withAlice, sequence = 1 });
        await ExpectAsync(events, new { @event = "pinned", conversation = withBob, sequence = 1, user = bob.Id.Value, value = true, change = 5 });
    }

    [Fact]
    public async Task A_new_login_is_told_to_the_other_devices()
    {
        using var alice = await ApiClient.SignInAsync(program.Address, "alice", Token);
        await using var events = LineClient.Mosquitto(program.Program.MqttPort, alice, "chat/events");
        for (var i = 0; events.Lines.Count == 0; i++)
        {
            // mosquitto_sub does not say when it has subscribed: a login that it hears of does.
            Assert.InRange(i, 0, 100);
            (await ApiClient.SignInAsync(program.Address, "alice", Token)).Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }

        var told = (await events.WaitForAsync(line => line.TryGetProperty("event", out var name) && name.GetString() == "signedIn", 1, Token))[0];

        Assert.Equal("Linux", told.GetProperty("device").GetString());
        Assert.Equal("Password", told.GetProperty("reason").GetString());
        Assert.True(told.TryGetProperty("id", out _) && told.TryGetProperty("address", out _));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task What_happens_among_people_and_groups_is_told_as_the_contract_writes_it(string version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        using var carol = await Staff.AddAsync(program, Token);
        await using var events = await SubscribeAsync(alice, version);

        await CallAsync(bob, "friends.request", new { user = alice.Id.Value, greeting = "你好" });
        await ExpectAsync(events, new { @event = "friendRequest", user = bob.Id.Value, text = "你好" });
        await CallAsync(alice, "friends.answer", new { user = bob.Id.Value, accept = true });
        await ExpectAsync(events, new { @event = "friend", user = bob.Id.Value, value = true });
        await CallAsync(bob, "presence.setStatus", new { text = "in a meeting" });
        await WaitAsync(events, told => Is(told, "presence") && Text(told, "user") == bob.Id.Value && Text(told, "text") == "in a meeting");
        await using (await SubscribeAsync(bob, version))
        {
            await WaitAsync(events, told => Is(told, "presence") && Text(told, "user") == bob.Id.Value && told.GetProperty("value").GetBoolean());
        }

        await WaitAsync(events, told => Is(told, "presence") && Text(told, "user") == bob.Id.Value && !told.GetProperty("value").GetBoolean() && told.TryGetProperty("lastSeen", out _));
        await CallAsync(alice, "friends.remove", new { user = bob.Id.Value });
        await ExpectAsync(events, new { @event = "friend", user = bob.Id.Value, value = false });

        var made = await CallAsync(bob, "groups.create", new { name = "Events", members = new[] { alice.Id.Value } });
        var group = Text(made.GetProperty("result"), "groupId")!;
        var conversation = new { type = 1, id = group, line = 0 };
        await ExpectAsync(events, new { @event = "member", conversation, joined = new[] { alice.Id.Value, bob.Id.Value }, left = Array.Empty<string>() });
        await using var hers = await SubscribeAsync(carol, version);
        await CallAsync(bob, "groups.add", new { group, users = new[] { carol.Id.Value } });
        await ExpectAsync(events, new { @event = "member", conversation, joined = new[] { carol.Id.Value }, left = Array.Empty<string>() });
        await ExpectAsync(hers, new { @event = "member", conversation, joined = new[] { carol.Id.Value }, left = Array.Empty<string>() });
        await CallAsync(bob, "groups.remove", new { group, user = carol.Id.Value });
        await ExpectAsync(hers, new { @event = "member", conversation, joined = Array.Empty<string>(), left = new[] { carol.Id.Value } });
        await ExpectAsync(events, new { @event = "member", conversation, joined = Array.Empty<string>(), left = new[] { carol.Id.Value } });
        await CallAsync(bob, "groups.rename", new { group, name = "Renamed" });
        await ExpectAsync(events, new { @event = "group", group });
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task What_is_a_persons_own_is_told_to_the_persons_devices_alone(string version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        var withBob = new { type = 0, id = bob.Id.Value, line = 0 };
        await SendAsync(alice, withBob, "one");
        await using var events = await SubscribeAsync(alice, version);
        await using var others = await SubscribeAsync(bob, version);

        await CallAsync(alice, "settings.put", new { settings = new[] { new { scope = 1000, key = "colour", value = "green" } } });
        var told = (await WaitAsync(events, line => Is(line, "setting") && !IsProbe(line))).GetProperty("settings")[0];
        Assert.Equal(("colour", "green"), (Text(told, "key"), Text(told, "value")));
        await CallAsync(alice, "star", new { conversation = withBob, sequence = 1 });
        await ExpectAsync(events, new { @event = "starred", conversation = withBob, sequence = 1, value = true });
        await CallAsync(alice, "markUnread", new { conversation = withBob, sequence = 1 });
        await WaitAsync(events, line => Is(line, "unread"));
        await CallAsync(alice, "delete", new { conversation = withBob, sequences = new[] { 1 } });
        await ExpectAsync(events, new { @event = "deleted", conversation = withBob, sequences = new[] { 1 } });
        await CallAsync(alice, "clear", new { conversation = withBob });
        await ExpectAsync(events, new { @event = "cleared", conversation = withBob, sequence = 1 });

        // The next thing that is everyone's proves that nothing of it came to another.
        await CallAsync(alice, "typing", new { conversation = withBob });
        await WaitAsync(others, line => Is(line, "typing"));
        Assert.All(others.Lines.Where(line => !IsProbe(line)), line => Assert.True(Is(line, "typing"), line.GetRawText()));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task S04_the_end_of_a_session_is_told_just_before_the_link_closes(string version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        await using var events = await SubscribeAsync(alice, version);
        var sessions = (await CallAsync(alice, "sessions.list", new { })).GetProperty("result").GetProperty("sessions");

        await CallAsync(alice, "sessions.end", new { session = Text(sessions[0], "id") });

        await ExpectAsync(events, new { @event = "session", reason = "EndedByOwner" });
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task M04_a_held_and_a_dropped_message_are_acknowledged_alike(string version)
    {
        using var moderator = await Staff.AddAsync(program, Token, Roles.Moderator);
        await using var desk = await moderator.ConnectAsync(Token);
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        var answers = new List<JsonNode>();
        foreach (var action in new[] { "Hold", "Drop" })
        {
            var word = $"zh{Guid.NewGuid():N}"[..14];
            var (added, error) = await desk.InvokeAsync("AddWord", Token, new { text = word, action });
            Assert.True(added is not null, error);
            var clientId = Guid.NewGuid();
            var body = JsonSerializer.Serialize(new { clientId, to = new { type = 0, id = bob.Id.Value }, kind = "text", text = $"with {word}" });
            var printed = await LineClient.OutputAsync(
                "mosquitto_rr", Token, "-h", "127.0.0.1", "-p", Port, "-V", version, "-i", "d", "-u", alice.Id.Value, "-P", alice.Token,
                "-t", "chat/send", "-e", "chat/result", "-q", "1", "-m", body, "-W", "10");
            var answer = JsonNode.Parse(printed)!;
            Assert.Equal(clientId.ToString(), (string?)answer["clientId"]);
            Assert.Equal(("held", true), ((string?)answer["state"], (bool?)answer["ok"]));
            Assert.Null(answer["sequence"] ?? answer["messageId"]);
            answer.AsObject().Remove("clientId");
            answer.AsObject().Remove("sentAt");
            answers.Add(answer);
        }

        Assert.True(JsonNode.DeepEquals(answers[0], answers[1]));
    }

    private string Port => program.Program.MqttPort.ToString(CultureInfo.InvariantCulture);

    private async Task<LineClient> SubscribeAsync(Staff person, string version)
    {
        var client = LineClient.Mosquitto(program.Program.MqttPort, version, (person.Id.Value, "d", person.Token), "chat/events");

        // What the person sets is told at once when the subscription stands.
        while (client.Lines.Count == 0)
        {
            await CallAsync(person, "settings.put", new { settings = new[] { new { scope = 1001, key = "probe", value = Guid.NewGuid().ToString() } } });
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        return client;
    }

    private static async Task<JsonElement> CallAsync(Staff caller, string method, object body)
    {
        using var answer = await caller.Http.PostAsJsonAsync($"/api/v1/rpc/{method}", body, Token);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(told.GetProperty("ok").GetBoolean(), $"{method}: {told}");
        return told;
    }

    private static async Task SendAsync(Staff sender, object to, string text)
    {
        using var sent = await sender.Http.PostAsJsonAsync("/api/v1/messages", new { clientId = Guid.NewGuid(), to, kind = "text", text }, Token);
        sent.EnsureSuccessStatusCode();
    }

    private static bool IsProbe(JsonElement told) => told.GetRawText().Contains("\"probe\"", StringComparison.Ordinal);

    private static bool Is(JsonElement told, string name) => Text(told, "event") == name;

    private static string? Text(JsonElement json, string field) => json.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static async Task<JsonElement> WaitAsync(LineClient client, Func<JsonElement, bool> condition) => (await client.WaitForAsync(condition, 1, Token))[0];

    // All of the event: a field more or less is another contract.
    private static async Task ExpectAsync(LineClient client, object expected)
    {
        var wanted = JsonSerializer.SerializeToNode(expected);
        await WaitAsync(client, told => JsonNode.DeepEquals(wanted, JsonNode.Parse(told.GetRawText())));
    }
}
