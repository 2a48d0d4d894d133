using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Messages;

/// <summary>What is done to messages, as clients of the HTTP API and of the hub see it.</summary>
public sealed class MessageActionTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task O04_a_device_that_was_away_applies_what_happened_to_messages_it_did_not_have_yet()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var group = await MakeGroupAsync(alice, "bob");
        var chat = $"/api/v1/conversations/1/{group}";
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", bob.Token, Token);

        // The device connects and reads nothing yet; all that it has of these messages are the events.
        var edited = await SendAsync(alice, group, "frist");
        var recalled = await SendAsync(alice, group, "secret");
        var liked = await SendAsync(alice, group, "good news");
        await DoneAsync(alice.Http.PatchAsJsonAsync($"{chat}/messages/{edited}", new { text = "first" }, Token));
        await DoneAsync(alice.Http.PostAsync($"{chat}/messages/{recalled}/recall", content: null, Token));
        await DoneAsync(bob.Http.PutAsync($"{chat}/messages/{liked}/reactions/{Uri.EscapeDataString("🎉")}", content: null, Token));
        await DoneAsync(alice.Http.PutAsync($"{chat}/messages/{liked}/pin", content: null, Token));
        var events = new List<JsonElement>();
        foreach (var name in new[] { "edited", "recalled", "reaction", "pinned" })
        {
            events.Add(await hub.PushAsync("Event", push => push.GetProperty("event").GetString() == name, Token));
        }

        Assert.Equal([1L, 2L, 3L, 4L], events.Select(push => push.GetProperty("change").GetInt64()));
        Assert.All(events, push => Assert.False(push.TryGetProperty("text", out _)));

        // The sync brings the messages as they are now, and the changes say the same again.
        var page = await alice.GetAsync($"{chat}/messages?after={edited - 1}", Token);
        Assert.Equal(["first", "", "good news"], Texts(page));
        var changes = (await hub.InvokeAsync("Changes", Token, new { type = 1, id = group }, 0, 50)).Result!.Value;
        Assert.Equal(["edited", "recalled", "reaction", "pinned"], changes.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("kind").GetString()));
        Assert.Equal(4, changes.GetProperty("next").GetInt64());
        Assert.DoesNotContain("secret", changes.GetRawText(), StringComparison.Ordinal);
        var last = changes.GetProperty("changes")[3].GetProperty("message");
        Assert.True(last.GetProperty("pinned").GetBoolean());
        Assert.Equal(("🎉", 1, true), Reaction(last));
        Assert.Equal("alice", changes.GetProperty("changes")[1].GetProperty("message").GetProperty("recalledBy").GetString());
    }

    [Fact]
    public async Task P5_M01_what_was_recalled_or_edited_away_is_in_no_answer_of_any_door()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var group = await MakeGroupAsync(alice, "bob");
        var chat = $"/api/v1/conversations/1/{group}";
        var secret = $"secret-{Guid.NewGuid():N}";
        var sequence = await SendAsync(alice, group, secret);
        await DoneAsync(bob.Http.PutAsync($"{chat}/messages/{sequence}/star", content: null, Token));
        await DoneAsync(alice.Http.PutAsync($"{chat}/messages/{sequence}/pin", content: null, Token));
        await DoneAsync(alice.Http.PatchAsJsonAsync($"{chat}/messages/{sequence}", new { text = secret + "-2" }, Token));

        await DoneAsync(alice.Http.PostAsync($"{chat}/messages/{sequence}/recall", content: null, Token));

        foreach (var path in new[] { $"{chat}/messages", $"{chat}/changes", $"{chat}/pins", "/api/v1/stars", "/api/v1/conversations", $"{chat}/messages/{sequence}/reactions" })
        {
            Assert.DoesNotContain(secret, (await bob.GetAsync(path, Token)).GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await bob.Http.GetAsync($"{chat}/messages/{sequence}/edits", Token)).StatusCode);
        using var merged = await bob.Http.PostAsJsonAsync(
            "/api/v1/messages/forward-merged",
            new { clientId = Guid.NewGuid(), from = new { type = 1, id = group }, to = new { type = 0, id = "bob" }, sequences = new[] { sequence } },
            Token);
        Assert.Equal(HttpStatusCode.NotFound, merged.StatusCode);
    }

    [Fact]
    public async Task M04_an_edit_is_judged_by_the_words_as_a_message_is()
    {
        var word = $"verboten{Guid.NewGuid():N}"[..20];
        using var staff = await Staff.AddAsync(program, Token, Core.Users.Roles.Admin);
        await using var admin = await staff.ConnectAsync(Token);
        Assert.Null((await admin.InvokeAsync("AddWord", Token, new { text = word, action = "Refuse" })).Error);
        using var alice = await program.SignInAsync("alice");
        var group = await MakeGroupAsync(alice, "bob");
        var sequence = await SendAsync(alice, group, "fine");

        using var answer = await alice.Http.PatchAsJsonAsync($"/api/v1/conversations/1/{group}/messages/{sequence}", new { text = $"a {word} b" }, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("fine", Texts(await alice.GetAsync($"/api/v1/conversations/1/{group}/messages?after={sequence - 1}", Token)).Single());
    }

    [Fact]
    public async Task What_one_does_for_oneself_is_told_to_ones_own_devices_and_to_nobody_else()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var group = await MakeGroupAsync(alice, "bob");
        var first = await SendAsync(alice, group, "one");
        await SendAsync(alice, group, "two");
        await using var own = await HubClient.ConnectAsync(program.Address, "/hubs/chat", bob.Token, Token);
        var conversation = new { type = 1, id = group };

        Assert.Null((await own.InvokeAsync("Star", Token, conversation, first, true)).Error);
        Assert.Null((await own.InvokeAsync("DeleteForMe", Token, conversation, new[] { first })).Error);
        Assert.Null((await own.InvokeAsync("Clear", Token, conversation, null)).Error);

        foreach (var name in new[] { "starred", "deleted", "cleared" })
        {
            var push = await own.PushAsync("Event", told => told.GetProperty("event").GetString() is "starred" or "deleted" or "cleared", Token);
            Assert.Equal((name, group), (push.GetProperty("event").GetString(), push.GetProperty("conversation").GetProperty("id").GetString()));
        }

        Assert.Empty((await bob.GetAsync($"/api/v1/conversations/1/{group}/messages", Token)).GetProperty("messages").EnumerateArray());
        Assert.Equal(["one", "two"], Texts(await alice.GetAsync($"/api/v1/conversations/1/{group}/messages?after={first - 1}", Token)));
        var row = (await bob.GetAsync("/api/v1/conversations", Token)).GetProperty("conversations").EnumerateArray()
            .Single(entry => entry.GetProperty("conversation").GetProperty("id").GetString() == group);
        Assert.Equal(0, row.GetProperty("unread").GetInt64());
        Assert.False(row.TryGetProperty("lastText", out _));
    }

    [Fact]
    public async Task The_hub_forwards_one_by_one_and_merged_and_answers_for_each()
    {
        using var alice = await program.SignInAsync("alice");
        var group = await MakeGroupAsync(alice, "bob");
        var first = await SendAsync(alice, group, "one");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        var from = new { type = 1, id = group };
        var to = new { type = 0, id = "alice" };
        var clientId = Guid.NewGuid();

        var results = (await hub.InvokeAsync(
            "Forward", Token, new { from, to, items = new[] { new { sequence = first, clientId }, new { sequence = 999L, clientId = Guid.NewGuid() } } })).Result!.Value;
        var again = (await hub.InvokeAsync("Forward", Token, new { from, to, items = new[] { new { sequence = first, clientId } } })).Result!.Value;
        var merged = (await hub.InvokeAsync("ForwardMerged", Token, new { clientId = Guid.NewGuid(), from, to, sequences = new[] { first }, title = "Talk" })).Result!.Value;

        var copy = results.GetProperty("results")[0];
        Assert.True(copy.GetProperty("ok").GetBoolean());
        Assert.Equal("NotFound", results.GetProperty("results")[1].GetProperty("error").GetString());
        Assert.Equal(copy.GetProperty("sequence").GetInt64(), again.GetProperty("results")[0].GetProperty("sequence").GetInt64());
        var page = await alice.GetAsync($"/api/v1/conversations/0/alice/messages?around={merged.GetProperty("sequence").GetInt64()}&limit=2", Token);
        var record = page.GetProperty("messages").EnumerateArray().Single(message => message.GetProperty("kind").GetString() == "record");
        Assert.Equal("one", record.GetProperty("payload").GetProperty("lines")[0].GetProperty("text").GetString());
        Assert.Equal("NotFound", (await hub.InvokeAsync("Recall", Token, from, 999L)).Error);
        Assert.Equal("InvalidRequest", (await hub.InvokeAsync("React", Token, from, first, "no", true)).Error);
    }

    private static (string?, int, bool) Reaction(JsonElement message)
    {
        var reaction = message.GetProperty("reactions")[0];
        return (reaction.GetProperty("emoji").GetString(), reaction.GetProperty("count").GetInt32(), reaction.GetProperty("own").GetBoolean());
    }

    private static IEnumerable<string?> Texts(JsonElement page) => page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString());

    private static async Task<long> SendAsync(ApiClient sender, string group, string text) => (await sender.SendAsync(1, group, text, Token)).GetProperty("sequence").GetInt64();

    private static async Task DoneAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task<string> MakeGroupAsync(ApiClient owner, params string[] members)
    {
        using var answer = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Actions", members }, Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("groupId").GetString()!;
    }
}
