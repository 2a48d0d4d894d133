using System.Net;
using System.Net.Http.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01: who may do what with a group, by the status that the API answers. A row an operation, a column a caller.</summary>
public sealed class ConversationMatrixTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // 404 and not 403 for strangers: whether the group exists is not their business (A02).
    public static TheoryData<string, int, int, int, int, int> Matrix => new()
    {
        //                      anonymous stranger exMember member owner
        { "read history",       401,      404,     200,     200,   200 },
        { "jump to a date",     401,      404,     200,     200,   200 },
        { "search in it",       401,      404,     200,     200,   200 },
        { "see its files",      401,      404,     200,     200,   200 },
        { "mark read",          401,      404,     200,     200,   200 },
        { "mark unread",        401,      404,     200,     200,   200 },
        { "mark delivered",     401,      404,     204,     204,   204 },
        { "list marks",         401,      404,     404,     200,   200 },
        { "list readers",       401,      404,     404,     200,   200 },
        { "mute and pin",       401,      404,     204,     204,   204 },
        { "read the draft",     401,      404,     200,     200,   200 },
        { "write the draft",    401,      404,     200,     200,   200 },
        { "send",               401,      403,     403,     200,   200 },
        { "type",               401,      404,     403,     204,   204 },
        { "see the group",      401,      404,     200,     200,   200 },
        { "list members",       401,      404,     404,     200,   200 },
        { "add a member",       401,      404,     403,     200,   200 },
        { "remove a member",    401,      404,     403,     403,   204 },
        { "rename",             401,      404,     403,     403,   204 },
        { "open the history",   401,      404,     403,     403,   204 },
        { "see the rights",     401,      404,     403,     200,   200 },
        { "set the rights",     401,      404,     403,     403,   204 },
        { "read changes",       401,      404,     403,     200,   200 },
        { "edit another's",     401,      404,     403,     403,   403 },
        { "see the versions",   401,      404,     200,     200,   200 },
        { "recall another's",   401,      404,     403,     403,   204 },
        { "react",              401,      404,     403,     204,   204 },
        { "take a reaction",    401,      404,     403,     204,   204 },
        { "see reactions",      401,      404,     200,     200,   200 },
        { "pin",                401,      404,     403,     204,   204 },
        { "unpin",              401,      404,     403,     204,   204 },
        { "see pins",           401,      404,     200,     200,   200 },
        { "star",               401,      404,     204,     204,   204 },
        { "unstar",             401,      404,     204,     204,   204 },
        { "list stars",         401,      200,     200,     200,   200 },
        { "delete for me",      401,      404,     204,     204,   204 },
        { "delete many",        401,      404,     204,     204,   204 },
        { "clear",              401,      404,     200,     200,   200 },
        { "forward",            401,      404,     200,     200,   200 },
        { "forward merged",     401,      404,     200,     200,   200 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A01_A02_A05_each_caller_gets_the_answer_of_the_matrix(string operation, int anonymous, int stranger, int exMember, int member, int owner)
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        using var carol = await program.SignInAsync("carol");
        using var wangfang = await program.SignInAsync("wangfang");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        var group = await MakeGroupAsync(alice, "bob", "carol", "lina");
        using (var lina = await program.SignInAsync("lina"))
        {
            Assert.Equal(2, (await lina.SendAsync(1, group, "of another", Token)).GetProperty("sequence").GetInt64());
        }

        (await carol.Http.DeleteAsync($"/api/v1/groups/{group}/members/carol", Token)).EnsureSuccessStatusCode();

        Assert.Equal((HttpStatusCode)anonymous, await DoAsync(nobody, operation, group));
        Assert.Equal((HttpStatusCode)stranger, await DoAsync(wangfang.Http, operation, group));
        Assert.Equal((HttpStatusCode)exMember, await DoAsync(carol.Http, operation, group));
        Assert.Equal((HttpStatusCode)member, await DoAsync(bob.Http, operation, group));
        Assert.Equal((HttpStatusCode)owner, await DoAsync(alice.Http, operation, group));
    }

    [Fact]
    public async Task A03_P5_who_left_reads_what_was_written_before_and_nothing_after()
    {
        using var alice = await program.SignInAsync("alice");
        using var carol = await program.SignInAsync("carol");
        var group = await MakeGroupAsync(alice, "carol");
        await alice.SendAsync(1, group, "before", Token);
        (await alice.Http.DeleteAsync($"/api/v1/groups/{group}/members/carol", Token)).EnsureSuccessStatusCode();
        await alice.SendAsync(1, group, "after", Token);

        foreach (var query in new[] { string.Empty, "?after=0", "?before=99", "?around=3" })
        {
            var page = await carol.GetAsync($"/api/v1/conversations/1/{group}/messages{query}", Token);
            var texts = page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()).ToArray();
            Assert.Contains("before", texts);
            Assert.DoesNotContain("after", texts);
        }

        Assert.DoesNotContain(
            (await carol.GetAsync("/api/v1/conversations", Token)).GetProperty("conversations").EnumerateArray(),
            row => row.GetProperty("conversation").GetProperty("id").GetString() == group);
    }

    [Fact]
    public async Task O08_who_joins_later_reads_nothing_from_before()
    {
        using var alice = await program.SignInAsync("alice");
        using var lina = await program.SignInAsync("lina");
        var group = await MakeGroupAsync(alice, "carol");
        await alice.SendAsync(1, group, "secret of the founders", Token);
        (await alice.Http.PostAsJsonAsync($"/api/v1/groups/{group}/members", new { users = new[] { "lina" } }, Token)).EnsureSuccessStatusCode();

        var page = await lina.GetAsync($"/api/v1/conversations/1/{group}/messages?after=0", Token);

        Assert.DoesNotContain(page.GetProperty("messages").EnumerateArray(), message => message.GetProperty("text").GetString() == "secret of the founders");
    }

    [Fact]
    public async Task A01_A02_catching_up_with_many_conversations_tells_each_caller_of_their_own_only()
    {
        using var alice = await program.SignInAsync("alice");
        using var carol = await program.SignInAsync("carol");
        using var wangfang = await program.SignInAsync("wangfang");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        var group = await MakeGroupAsync(alice, "carol");
        await alice.SendAsync(1, group, "before", Token);
        (await alice.Http.DeleteAsync($"/api/v1/groups/{group}/members/carol", Token)).EnsureSuccessStatusCode();
        await alice.SendAsync(1, group, "after", Token);
        var request = new { cursors = new[] { new { conversation = new { type = 1, id = group }, after = 0 } } };

        using var refused = await nobody.PostAsJsonAsync("/api/v1/conversations/catch-up", request, Token);
        var strangers = await CatchUpAsync(wangfang, request);
        var leavers = await CatchUpAsync(carol, request);
        var owners = await CatchUpAsync(alice, request);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("NotFound", strangers.GetProperty("error").GetString());
        Assert.Empty(strangers.GetProperty("messages").EnumerateArray());
        Assert.DoesNotContain("after", TextsOf(leavers));
        Assert.Contains("before", TextsOf(leavers));
        Assert.Contains("after", TextsOf(owners));
        using var malformed = await alice.Http.PostAsJsonAsync("/api/v1/conversations/catch-up", new { cursors = new object?[] { null } }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task P5_search_and_tabs_over_every_door_find_what_the_caller_may_read_alone()
    {
        using var alice = await program.SignInAsync("alice");
        using var carol = await program.SignInAsync("carol");
        using var wangfang = await program.SignInAsync("wangfang");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        var group = await MakeGroupAsync(alice, "carol");
        var word = $"zebra{Guid.NewGuid():N}";
        await alice.SendAsync(1, group, $"{word} before https://example.com/{word}", Token);
        (await alice.Http.DeleteAsync($"/api/v1/groups/{group}/members/carol", Token)).EnsureSuccessStatusCode();
        await alice.SendAsync(1, group, $"{word} after 会议", Token);
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", carol.Token, Token);

        using var refused = await nobody.GetAsync($"/api/v1/search?q={word}", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(2, TextsOf(await alice.GetAsync($"/api/v1/search?q={word}", Token)).Count());
        Assert.Equal($"{word} after 会议", Assert.Single(TextsOf(await alice.GetAsync($"/api/v1/search?q=会议&type=1&id={group}", Token))));
        Assert.Single(TextsOf(await alice.GetAsync($"/api/v1/conversations/1/{group}/tabs/links", Token)));
        Assert.StartsWith($"{word} before", Assert.Single(TextsOf(await carol.GetAsync($"/api/v1/search?q={word}", Token))), StringComparison.Ordinal);
        Assert.Empty(TextsOf(await wangfang.GetAsync($"/api/v1/search?q={word}", Token)));
        var (overHub, _) = await hub.InvokeAsync("Search", Token, new { text = word });
        Assert.Single(TextsOf(overHub!.Value));
        var (at, _) = await hub.InvokeAsync("HistoryAt", Token, new { type = 1, id = group }, DateTimeOffset.UnixEpoch, 50);
        Assert.DoesNotContain($"{word} after 会议", TextsOf(at!.Value));
    }

    [Theory]
    [InlineData("/api/v1/search")]
    [InlineData("/api/v1/search?q=a&limit=101")]
    [InlineData("/api/v1/search?q=a&kind=nonsense")]
    [InlineData("/api/v1/search?q=a&from=no%20body")]
    [InlineData("/api/v1/search?q=a&before=x")]
    public async Task A_search_that_makes_no_sense_is_refused(string path)
    {
        using var alice = await program.SignInAsync("alice");
        using var answer = await alice.Http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_hub_catches_up_with_many_conversations_as_HTTP_does()
    {
        using var alice = await program.SignInAsync("alice");
        using var wangfang = await program.SignInAsync("wangfang");
        var group = await MakeGroupAsync(alice, "bob");
        await alice.SendAsync(1, group, "over the hub", Token);
        var request = new { cursors = new[] { new { conversation = new { type = 1, id = group }, after = 0 } }, limit = 10 };
        await using var hers = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        await using var strangers = await HubClient.ConnectAsync(program.Address, "/hubs/chat", wangfang.Token, Token);

        var (found, error) = await hers.InvokeAsync("CatchUpAll", Token, request);
        var (refused, _) = await strangers.InvokeAsync("CatchUpAll", Token, request);

        Assert.Null(error);
        Assert.Contains("over the hub", TextsOf(Assert.Single(found!.Value.GetProperty("conversations").EnumerateArray())));
        Assert.NotEmpty(found.Value.GetProperty("new").EnumerateArray());
        Assert.Equal("NotFound", Assert.Single(refused!.Value.GetProperty("conversations").EnumerateArray()).GetProperty("error").GetString());
    }

    private static IEnumerable<string?> TextsOf(System.Text.Json.JsonElement page)
        => page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString());

    private static async Task<System.Text.Json.JsonElement> CatchUpAsync(ApiClient caller, object request)
    {
        using var answer = await caller.Http.PostAsJsonAsync("/api/v1/conversations/catch-up", request, Token);
        answer.EnsureSuccessStatusCode();
        return Assert.Single((await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("conversations").EnumerateArray());
    }

    private static async Task<string> MakeGroupAsync(ApiClient owner, params string[] members)
    {
        using var answer = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Matrix", members }, Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("groupId").GetString()!;
    }

    private static async Task<HttpStatusCode> DoAsync(HttpClient caller, string operation, string group)
    {
        // Sequence 2 is the word of a member who is none of the callers.
        var conversation = $"/api/v1/conversations/1/{group}";
        var message = $"{conversation}/messages/2";
        var from = new { type = 1, id = group };
        var to = new { type = 0, id = "chenwei" };
        using var answer = operation switch
        {
            "read history" => await caller.GetAsync($"/api/v1/conversations/1/{group}/messages", Token),
            "jump to a date" => await caller.GetAsync($"/api/v1/conversations/1/{group}/messages?at=2026-11-01T00:00:00Z", Token),
            "search in it" => await caller.GetAsync($"/api/v1/search?q=hello&type=1&id={group}", Token),
            "see its files" => await caller.GetAsync($"/api/v1/conversations/1/{group}/tabs/files", Token),
            "mark read" => await caller.PostAsJsonAsync($"/api/v1/conversations/1/{group}/read", new { sequence = 1 }, Token),
            "mark unread" => await caller.PostAsJsonAsync($"/api/v1/conversations/1/{group}/unread", new { sequence = 1 }, Token),
            "mark delivered" => await caller.PostAsJsonAsync($"/api/v1/conversations/1/{group}/delivered", new { sequence = 1 }, Token),
            "list marks" => await caller.GetAsync($"/api/v1/conversations/1/{group}/marks", Token),
            "list readers" => await caller.GetAsync($"/api/v1/conversations/1/{group}/messages/1/readers", Token),
            "mute and pin" => await caller.PatchAsJsonAsync($"/api/v1/conversations/1/{group}", new { muted = true, pinned = true }, Token),
            "read the draft" => await caller.GetAsync($"/api/v1/conversations/1/{group}/draft", Token),
            "write the draft" => await caller.PutAsJsonAsync($"/api/v1/conversations/1/{group}/draft", new { text = "later" }, Token),
            "send" => await caller.PostAsJsonAsync("/api/v1/messages", new { clientId = Guid.NewGuid(), to = new { type = 1, id = group }, text = "hi" }, Token),
            "type" => await caller.PostAsync($"/api/v1/conversations/1/{group}/typing", content: null, Token),
            "see the group" => await caller.GetAsync($"/api/v1/groups/{group}", Token),
            "list members" => await caller.GetAsync($"/api/v1/groups/{group}/members", Token),
            "add a member" => await caller.PostAsJsonAsync($"/api/v1/groups/{group}/members", new { users = new[] { "chenwei" } }, Token),
            "remove a member" => await caller.DeleteAsync($"/api/v1/groups/{group}/members/lina", Token),
            "open the history" => await caller.PutAsJsonAsync($"/api/v1/groups/{group}/history", new { visible = true }, Token),
            "rename" => await caller.PatchAsJsonAsync($"/api/v1/groups/{group}", new { name = "New" }, Token),
            "see the rights" => await caller.GetAsync($"/api/v1/groups/{group}/rights", Token),
            "set the rights" => await caller.PutAsJsonAsync($"/api/v1/groups/{group}/rights", new { mentionEveryone = "everyone", pin = "managers" }, Token),
            "read changes" => await caller.GetAsync($"{conversation}/changes", Token),
            "edit another's" => await caller.PatchAsJsonAsync(message, new { text = "other" }, Token),
            "see the versions" => await caller.GetAsync($"{message}/edits", Token),
            "recall another's" => await caller.PostAsync($"{message}/recall", content: null, Token),
            "react" => await caller.PutAsync($"{message}/reactions/%F0%9F%91%8D", content: null, Token),
            "take a reaction" => await caller.DeleteAsync($"{message}/reactions/%F0%9F%91%8D", Token),
            "see reactions" => await caller.GetAsync($"{message}/reactions", Token),
            "pin" => await caller.PutAsync($"{message}/pin", content: null, Token),
            "unpin" => await caller.DeleteAsync($"{message}/pin", Token),
            "see pins" => await caller.GetAsync($"{conversation}/pins", Token),
            "star" => await caller.PutAsync($"{message}/star", content: null, Token),
            "unstar" => await caller.DeleteAsync($"{message}/star", Token),
            "list stars" => await caller.GetAsync("/api/v1/stars", Token),
            "delete for me" => await caller.DeleteAsync(message, Token),
            "delete many" => await caller.PostAsJsonAsync($"{conversation}/messages/delete", new { sequences = new[] { 2 } }, Token),
            "clear" => await caller.PostAsJsonAsync($"{conversation}/clear", new { }, Token),
            "forward" => await caller.PostAsJsonAsync(
                "/api/v1/messages/forward", new { from, to, items = new[] { new { sequence = 2, clientId = Guid.NewGuid() } } }, Token),
            "forward merged" => await caller.PostAsJsonAsync(
                "/api/v1/messages/forward-merged", new { clientId = Guid.NewGuid(), from, to, sequences = new[] { 2 } }, Token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such row."),
        };
        return answer.StatusCode;
    }
}
