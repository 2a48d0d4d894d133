using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Personal;

/// <summary>Who is on line, messages for later and reminders, over HTTP and the hub.</summary>
public sealed class PresenceAndScheduleApiTests(RunningProgram program)
{
    private const int PresenceHidden = 902;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_friend_sees_status_and_last_seen_and_a_stranger_nothing()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var stranger = await program.People.AddAsync("stranger", Token);
        await using var hers = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        var text = $"在开会 {Guid.NewGuid():N}";

        using (var set = await bob.Http.PutAsJsonAsync("/api/v1/presence/status", new { text, until = TimeProvider.System.GetUtcNow().AddHours(1) }, Token))
        {
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        }

        await hers.PushAsync("Event", pushed => Is(pushed, "presence") && pushed.TryGetProperty("text", out var told) && told.GetString() == text, Token);
        var his = await HubClient.ConnectAsync(program.Address, "/hubs/chat", bob.Token, Token);
        await hers.PushAsync("Event", pushed => Is(pushed, "presence") && pushed.GetProperty("value").GetBoolean(), Token);
        Assert.True((await PresenceAsync(alice, "bob"))!.Value.GetProperty("online").GetBoolean());
        await his.DisposeAsync();
        var left = await hers.PushAsync("Event", pushed => Is(pushed, "presence") && !pushed.GetProperty("value").GetBoolean(), Token);
        Assert.True(left.TryGetProperty("lastSeen", out _));

        var shown = (await PresenceAsync(alice, "bob"))!.Value;
        Assert.Equal(text, shown.GetProperty("status").GetString());
        Assert.True(shown.TryGetProperty("lastSeen", out _));
        Assert.Null(await PresenceAsync(alice, stranger.Value));
        Assert.Null(await PresenceAsync(alice, "nobody-at-all"));

        await SetAsync(bob, PresenceHidden, "1");
        try
        {
            Assert.False((await PresenceAsync(alice, "bob"))!.Value.TryGetProperty("lastSeen", out _));
        }
        finally
        {
            await SetAsync(bob, PresenceHidden, string.Empty);
        }
    }

    [Fact]
    public async Task A_scheduled_message_arrives_and_its_author_is_told()
    {
        using var alice = await program.SignInAsync("alice");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        var clientId = Guid.NewGuid();
        var message = new { clientId, to = new { type = 0, id = "carol" }, text = "稍后发送" };

        using var saved = await alice.Http.PutAsJsonAsync(
            "/api/v1/scheduled-messages", new { message, dueAt = TimeProvider.System.GetUtcNow().AddHours(3).ToOffset(TimeSpan.FromHours(8)) }, Token);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var listed = (await alice.GetAsync("/api/v1/scheduled-messages", Token)).GetProperty("messages").EnumerateArray();
        Assert.Contains(listed, one => one.GetProperty("message").GetProperty("clientId").GetString() == clientId.ToString());

        using var bob = await program.SignInAsync("bob");
        using var notHis = await bob.Http.DeleteAsync($"/api/v1/scheduled-messages/{clientId}", Token);
        Assert.Equal(HttpStatusCode.NotFound, notHis.StatusCode);
        using var now = await alice.Http.PostAsync($"/api/v1/scheduled-messages/{clientId}/send", content: null, Token);
        Assert.Equal(HttpStatusCode.NoContent, now.StatusCode);

        var told = await hub.PushAsync("Event", pushed => Is(pushed, "scheduled") && pushed.GetProperty("id").GetString() == clientId.ToString(), Token);
        Assert.True(told.GetProperty("sequence").GetInt64() > 0);
    }

    [Fact]
    public async Task A_reminder_is_told_and_only_of_what_the_caller_may_see()
    {
        using var alice = await program.SignInAsync("alice");
        using var lina = await program.SignInAsync("lina");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        var sequence = (await alice.SendAsync(0, "carol", "remember this", Token)).GetProperty("sequence").GetInt64();
        var dueAt = TimeProvider.System.GetUtcNow().AddSeconds(2);

        using var added = await alice.Http.PostAsJsonAsync(
            "/api/v1/reminders", new { conversation = new { type = 0, id = "carol" }, sequence, note = "call", dueAt }, Token);
        using var beyond = await alice.Http.PostAsJsonAsync(
            "/api/v1/reminders", new { conversation = new { type = 0, id = "carol" }, sequence = sequence + 99, dueAt }, Token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (added.StatusCode, beyond.StatusCode));

        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString();
        var told = await hub.PushAsync("Event", pushed => Is(pushed, "reminder") && pushed.GetProperty("id").GetString() == id, Token);
        Assert.Equal((sequence, "call"), (told.GetProperty("sequence").GetInt64(), told.GetProperty("text").GetString()));
        using var notHers = await lina.Http.DeleteAsync($"/api/v1/reminders/{id}", Token);
        using var removed = await alice.Http.DeleteAsync($"/api/v1/reminders/{id}", Token);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (notHers.StatusCode, removed.StatusCode));
    }

    private static bool Is(JsonElement pushed, string name) => pushed.GetProperty("event").GetString() == name;

    private static async Task<JsonElement?> PresenceAsync(ApiClient viewer, string person)
    {
        var people = (await viewer.GetAsync($"/api/v1/presence?user={person}", Token)).GetProperty("people").EnumerateArray().ToArray();
        return people.Length == 0 ? null : Assert.Single(people);
    }

    private static async Task SetAsync(ApiClient client, int scope, string value)
    {
        using var answer = await client.Http.PutAsJsonAsync("/api/v1/settings", new { settings = new[] { new { scope, key = "", value } } }, Token);
        answer.EnsureSuccessStatusCode();
    }
}
