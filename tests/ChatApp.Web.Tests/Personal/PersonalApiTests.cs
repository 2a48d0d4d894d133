using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Personal;

/// <summary>People's own settings, marks and drafts as two devices and two people see them.</summary>
public sealed class PersonalApiTests(RunningProgram program)
{
    private const int ReceiptsOff = 13;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_setting_reaches_the_other_device_live_and_by_catching_up()
    {
        using var phone = await program.SignInAsync("lina");
        using var laptop = await program.SignInAsync("lina");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", laptop.Token, Token);
        var known = (await laptop.GetAsync("/api/v1/settings?limit=500", Token)).GetProperty("version").GetInt64();
        var key = $"app-{Guid.NewGuid():N}";

        var set = await PutAsync(phone, "/api/v1/settings", new { settings = new[] { new { scope = 1000, key, value = "蓝色" } } });

        var version = set.GetProperty("settings")[0].GetProperty("version").GetInt64();
        Assert.Equal(known + 1, version);
        var told = await hub.PushAsync("Event", pushed => pushed.GetProperty("event").GetString() == "setting", Token);
        Assert.Equal("蓝色", told.GetProperty("settings")[0].GetProperty("value").GetString());
        var changes = await laptop.GetAsync($"/api/v1/settings?since={known}", Token);
        Assert.Equal(key, Assert.Single(changes.GetProperty("settings").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(version, changes.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData(2, "", "yes", HttpStatusCode.BadRequest)]
    [InlineData(2, "key", "1", HttpStatusCode.BadRequest)]
    [InlineData(1, "1-0", "1", HttpStatusCode.BadRequest)]
    [InlineData(1, "01-0-g", "1", HttpStatusCode.BadRequest)]
    [InlineData(17, "", "60|1440", HttpStatusCode.BadRequest)]
    [InlineData(31, "", "1", HttpStatusCode.BadRequest)]
    [InlineData(10, "PC", "1", HttpStatusCode.Forbidden)]
    [InlineData(17, "", "60|1439", HttpStatusCode.OK)]
    [InlineData(1, "1-0-g", "1", HttpStatusCode.OK)]
    [InlineData(25, "any key", "0", HttpStatusCode.OK)]
    public async Task A_setting_is_taken_when_its_scope_takes_it(int scope, string key, string value, HttpStatusCode expected)
    {
        using var wangfang = await program.SignInAsync("wangfang");

        using var answer = await wangfang.Http.PutAsJsonAsync("/api/v1/settings", new { settings = new[] { new { scope, key, value } } }, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(128, 4096, HttpStatusCode.OK)]
    [InlineData(129, 1, HttpStatusCode.BadRequest)]
    [InlineData(1, 4097, HttpStatusCode.BadRequest)]
    public async Task A_key_and_a_value_have_their_longest(int key, int value, HttpStatusCode expected)
    {
        using var wangfang = await program.SignInAsync("wangfang");

        using var answer = await wangfang.Http.PutAsJsonAsync(
            "/api/v1/settings", new { settings = new[] { new { scope = 1001, key = new string('k', key), value = new string('字', value) } } }, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_delivered_and_a_read_mark_reach_the_sender_and_not_while_receipts_are_off()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("wangfang");
        await using var hers = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        await using var his = await HubClient.ConnectAsync(program.Address, "/hubs/chat", bob.Token, Token);
        var first = (await alice.SendAsync(0, "wangfang", "one", Token)).GetProperty("sequence").GetInt64();
        var chat = new { type = 0, id = "alice" };

        await his.InvokeAsync("MarkDelivered", Token, chat, first);
        Assert.Equal(first, (await EventAsync(hers, "delivered")).GetProperty("sequence").GetInt64());
        await his.InvokeAsync("MarkRead", Token, chat, first);
        Assert.Equal(first, (await EventAsync(hers, "read")).GetProperty("sequence").GetInt64());

        await PutAsync(bob, "/api/v1/settings", new { settings = new[] { new { scope = ReceiptsOff, key = "", value = "1" } } });
        try
        {
            var second = (await alice.SendAsync(0, "wangfang", "two", Token)).GetProperty("sequence").GetInt64();
            await his.InvokeAsync("MarkRead", Token, chat, second);
            await his.PushAsync("Event", pushed => pushed.GetProperty("event").GetString() == "read" && pushed.GetProperty("sequence").GetInt64() == second, Token);
            var row = await RowAsync(alice, "wangfang");
            Assert.Equal(0, row.GetProperty("othersReadSequence").GetInt64());
            Assert.Equal(0, row.GetProperty("othersDeliveredSequence").GetInt64());
        }
        finally
        {
            await PutAsync(bob, "/api/v1/settings", new { settings = new[] { new { scope = ReceiptsOff, key = "", value = "" } } });
        }

        var shown = await RowAsync(alice, "wangfang");
        Assert.True(shown.GetProperty("othersReadSequence").GetInt64() > first);
    }

    [Fact]
    public async Task A_conversation_marked_unread_is_so_on_the_other_device_too()
    {
        using var alice = await program.SignInAsync("alice");
        using var phone = await program.SignInAsync("lina");
        using var laptop = await program.SignInAsync("lina");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", laptop.Token, Token);
        var last = (await alice.SendAsync(0, "lina", "unread me", Token)).GetProperty("sequence").GetInt64();
        await phone.Http.PostAsJsonAsync("/api/v1/conversations/0/alice/read", new { sequence = last }, Token);
        Assert.Equal(0, (await RowAsync(phone, "alice")).GetProperty("unread").GetInt64());

        await phone.Http.PostAsJsonAsync("/api/v1/conversations/0/alice/unread", new { sequence = last }, Token);

        Assert.Equal(last - 1, (await EventAsync(hub, "unread")).GetProperty("sequence").GetInt64());
        Assert.Equal(1, (await RowAsync(laptop, "alice")).GetProperty("unread").GetInt64());
    }

    [Fact]
    public async Task Mute_pin_archive_and_the_draft_stand_in_the_list()
    {
        using var lina = await program.SignInAsync("lina");
        await lina.SendAsync(0, "chenwei", "hello", Token);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);

        using var patched = await lina.Http.PatchAsJsonAsync(
            "/api/v1/conversations/0/chenwei", new { muted = true, mutedUntil = until, pinned = true, archived = true }, Token);
        var draft = await PutAsync(lina, "/api/v1/conversations/0/chenwei/draft", new { text = "还没写完", replyTo = 1 });

        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        var row = await RowAsync(lina, "chenwei");
        Assert.True(row.GetProperty("muted").GetBoolean() && row.GetProperty("pinned").GetBoolean() && row.GetProperty("archived").GetBoolean());
        Assert.Equal(until.ToUnixTimeMilliseconds(), row.GetProperty("mutedUntil").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal("还没写完", row.GetProperty("draft").GetString());
        Assert.Equal(draft.GetProperty("version").GetInt64(), row.GetProperty("draftVersion").GetInt64());
        using var past = await lina.Http.PatchAsJsonAsync("/api/v1/conversations/0/chenwei", new { muted = true, mutedUntil = until.AddDays(-1) }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
    }

    [Fact]
    public async Task Notes_to_oneself_work_through_every_door_and_are_never_unread()
    {
        using var lina = await program.SignInAsync("lina");
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", lina.Token, Token);
        await lina.SendAsync(0, "lina", "by HTTP", Token);
        var sent = await hub.InvokeAsync("Send", Token, new { clientId = Guid.NewGuid(), to = new { type = 0, id = "lina" }, text = "by hub" });

        Assert.True(sent.Result!.Value.GetProperty("ok").GetBoolean());
        var row = await RowAsync(lina, "lina");
        Assert.True(row.GetProperty("self").GetBoolean());
        Assert.Equal(0, row.GetProperty("unread").GetInt64());
        Assert.Equal("by hub", row.GetProperty("lastText").GetString());
    }

    private static async Task<JsonElement> EventAsync(HubClient hub, string name)
        => await hub.PushAsync("Event", pushed => pushed.GetProperty("event").GetString() == name, Token);

    private static async Task<JsonElement> RowAsync(ApiClient client, string person)
        => (await client.GetAsync("/api/v1/conversations", Token)).GetProperty("conversations").EnumerateArray()
            .Single(row => row.GetProperty("conversation").GetProperty("type").GetInt32() == 0 && row.GetProperty("conversation").GetProperty("id").GetString() == person);

    private static async Task<JsonElement> PutAsync(ApiClient client, string path, object body)
    {
        using var answer = await client.Http.PutAsJsonAsync(path, body, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
