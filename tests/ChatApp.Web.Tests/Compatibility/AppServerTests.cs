using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Authentication;
using Xunit;

namespace ChatApp.Web.Tests.Compatibility;

/// <summary>WildfireChat's app-server API as its clients use it, and what it refuses of what they could do elsewhere.</summary>
public sealed class AppServerTests(SignInProgram shared) : IClassFixture<SignInProgram>
{
    private readonly ChatAppProcess _program = shared.Program;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // A01: without a session every path but those that sign in answers 13.
    public static TheoryData<string, int> Anonymous => new()
    {
        { "/send_code", 1 },
        { "/login", 15 },
        { "/login_pwd", 15 },
        { "/send_reset_code", 11 },
        { "/reset_pwd", 11 },
        { "/pc_session", 15 },
        { "/session_login/AAAAAAAAAAAAAAAAAAAAAA", 8 },
        { "/cancel_pc", 15 },
        { "/scan_pc/AAAAAAAAAAAAAAAAAAAAAA", 13 },
        { "/confirm_pc", 13 },
        { "/change_pwd", 13 },
        { "/send_destroy_code", 13 },
        { "/destroy", 13 },
        { "/change_name", 13 },
        { "/fav/add", 13 },
        { "/fav/del/1", 13 },
        { "/fav/list", 13 },
        { "/put_group_announcement", 13 },
        { "/get_group_announcement", 13 },
    };

    [Theory]
    [MemberData(nameof(Anonymous))]
    public async Task A01_who_is_not_logged_in_gets_the_code_of_the_matrix(string path, int expected)
    {
        using var nobody = new AppServerClient(_program.Address);

        Assert.Equal(expected, (await nobody.PostAsync(path, new { }, Token)).Code);
        nobody.Token = new string('A', 43);
        Assert.Equal(expected, (await nobody.PostAsync(path, new { }, Token)).Code);
    }

    [Fact]
    public async Task A_phone_logs_in_by_password_or_code_and_its_token_is_the_session_of_every_door()
    {
        using var phone = new AppServerClient(_program.Address);
        var (code, session) = await phone.PostAsync(
            "/login_pwd", new { mobile = "alice", password = ChatAppProcess.Password, clientId = "wf-phone", platform = 2 }, Token);
        Assert.Equal(0, code);
        Assert.Equal("alice", session.GetProperty("userId").GetString());
        Assert.Equal(phone.Token, session.GetProperty("token").GetString());
        using var http = new HttpClient { BaseAddress = _program.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", phone.Token);
        Assert.Equal("alice", (await http.GetFromJsonAsync<JsonElement>("/api/v1/users/me", Token)).GetProperty("userId").GetString());

        using var other = new AppServerClient(_program.Address);
        Assert.Equal(0, (await other.PostAsync("/send_code", new { mobile = "bob" }, Token)).Code);
        using var sent = await http.GetAsync("/simulator/codes", Token);
        var digits = (await sent.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("codes").EnumerateArray()
            .First(message => message.GetProperty("userName").GetString() == "bob").GetProperty("code").GetString();
        Assert.Equal(6, (await other.PostAsync("/login", new { mobile = "bob", code = "66666", clientId = "wf-2", platform = 1 }, Token)).Code is var super && super is 6 or 15 ? 6 : super);
        Assert.Equal(0, (await other.PostAsync("/login", new { mobile = "bob", code = digits, clientId = "wf-2", platform = 1 }, Token)).Code);
        Assert.Equal(6, (await other.PostAsync("/login", new { mobile = "bob", code = digits, clientId = "wf-2", platform = 1 }, Token)).Code);
        Assert.Equal(6, (await other.PostAsync("/login_pwd", new { mobile = "bob", password = "wrong wrong", clientId = "wf-2", platform = 1 }, Token)).Code);
        Assert.Equal(22, (await other.PostAsync("/send_code", new { mobile = "bob", slideVerifyToken = "solved" }, Token)).Code);
    }

    [Fact]
    public async Task A_PC_is_logged_in_by_the_phone_that_scanned_with_the_number_and_the_code_is_used_up()
    {
        using var pc = new AppServerClient(_program.Address);
        using var phone = await new AppServerClient(_program.Address).LogInAsync("alice", Token);
        var code = await CreateAsync(pc);
        Assert.Equal(10, (await pc.PostAsync($"/session_login/{code}?wait=0", body: null, Token)).Code);

        var waiting = pc.PostAsync($"/session_login/{code}", body: null, Token);
        var (scanned, sheet) = await phone.PostAsync($"/scan_pc/{code}", body: null, Token);
        Assert.Equal((0, 1), (scanned, sheet.GetProperty("status").GetInt32()));
        var (told, who) = await waiting;
        Assert.Equal((9, "A***"), (told, who.GetProperty("userName").GetString()));
        var number = who.GetProperty("number").GetInt32();

        var again = pc.PostAsync($"/session_login/{code}", body: null, Token);
        Assert.Equal(15, (await phone.PostAsync("/confirm_pc", new { token = code, user_id = "bob" }, Token)).Code);
        Assert.Equal(0, (await phone.PostAsync("/confirm_pc", new { token = code, number }, Token)).Code);
        var (done, session) = await again;
        Assert.Equal((0, "alice"), (done, session.GetProperty("userId").GetString()));
        Assert.Equal(pc.Token, session.GetProperty("token").GetString());
        Assert.Equal(0, (await pc.PostAsync("/fav/list", new { id = 0, count = 10 }, Token)).Code);
        Assert.Equal(8, (await pc.PostAsync($"/session_login/{code}", body: null, Token)).Code);
    }

    [Fact]
    public async Task Q06_a_token_that_the_client_chose_is_refused()
    {
        using var pc = new AppServerClient(_program.Address);

        var (code, _) = await pc.PostAsync("/pc_session", new { token = "AAAAAAAAAAAAAAAAAAAAAA", clientId = "pc", platform = 3 }, Token);

        Assert.Equal(15, code);
    }

    [Fact]
    public async Task Q01_Q02_another_client_neither_polls_nor_redeems_nor_cancels()
    {
        using var pc = new AppServerClient(_program.Address);
        using var thief = new AppServerClient(_program.Address);
        using var phone = await new AppServerClient(_program.Address).LogInAsync("alice", Token);
        var code = await CreateAsync(pc);
        await CreateAsync(thief);
        var waiting = pc.PostAsync($"/session_login/{code}", body: null, Token);

        Assert.Equal(8, (await thief.PostAsync($"/session_login/{code}", body: null, Token)).Code);
        Assert.Equal(8, (await thief.PostAsync("/cancel_pc", new { token = code }, Token)).Code);
        Assert.False(waiting.IsCompleted);
        var (_, sheet) = await phone.PostAsync($"/scan_pc/{code}", body: null, Token);
        var (_, who) = await waiting;
        await phone.PostAsync("/confirm_pc", new { token = code, number = who.GetProperty("number").GetInt32() }, Token);
        Assert.Equal(8, (await thief.PostAsync($"/session_login/{code}", body: null, Token)).Code);
        Assert.Equal(3, sheet.GetProperty("numbers").GetArrayLength());
        Assert.Equal(0, (await pc.PostAsync($"/session_login/{code}", body: null, Token)).Code);
    }

    [Fact]
    public async Task Q03_only_the_phone_that_scanned_confirms_and_cancels()
    {
        using var pc = new AppServerClient(_program.Address);
        using var phone = await new AppServerClient(_program.Address).LogInAsync("alice", Token);
        using var other = await new AppServerClient(_program.Address).LogInAsync("bob", Token);
        var code = await CreateAsync(pc);
        Assert.Equal(8, (await phone.PostAsync("/confirm_pc", new { token = code, number = 10 }, Token)).Code);
        await phone.PostAsync($"/scan_pc/{code}", body: null, Token);

        Assert.Equal(8, (await other.PostAsync($"/scan_pc/{code}", body: null, Token)).Code);
        Assert.Equal(8, (await other.PostAsync("/confirm_pc", new { token = code, number = 10 }, Token)).Code);
        Assert.Equal(8, (await other.PostAsync("/cancel_pc", new { token = code }, Token)).Code);
        Assert.Equal(9, (await pc.PostAsync($"/session_login/{code}?wait=0", body: null, Token)).Code);
        Assert.Equal(0, (await phone.PostAsync("/cancel_pc", new { token = code }, Token)).Code);
        Assert.Equal(18, (await pc.PostAsync($"/session_login/{code}?wait=0", body: null, Token)).Code);
    }

    [Fact]
    public async Task A_second_poll_ends_the_first_with_code_4()
    {
        using var pc = new AppServerClient(_program.Address);
        var code = await CreateAsync(pc);
        var first = pc.PostAsync($"/session_login/{code}", body: null, Token);
        await Task.Delay(TimeSpan.FromMilliseconds(300), Token);

        var second = pc.PostAsync($"/session_login/{code}", body: null, Token);

        Assert.Equal(4, (await first).Code);
        Assert.Equal(0, (await pc.PostAsync("/cancel_pc", new { token = code }, Token)).Code);
        Assert.Equal(18, (await second).Code);
    }

    [Fact]
    public async Task Codes_of_the_login_page_always_need_the_number_and_are_redeemed_there()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await new AppServerClient(_program.Address).LogInAsync("alice", Token);
        var created = await browser.CreateQrAsync(Token);
        var code = created.GetProperty("code").GetString()!;
        await phone.PostAsync($"/scan_pc/{code}", body: null, Token);
        Assert.Equal(15, (await phone.PostAsync("/confirm_pc", new { token = code }, Token)).Code);
        var number = (await browser.WatchAsync(code, "created", Token)).GetProperty("number").GetInt32();
        Assert.Equal(0, (await phone.PostAsync("/confirm_pc", new { token = code, number }, Token)).Code);

        using var here = await browser.PostAsync($"/session_login/{code}", Token);
        Assert.Equal(8, (await here.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetInt32());
        using var completed = await browser.PostFormAsync("/login", "/auth/qr/complete", Token, ("code", code), ("returnUrl", "/chat"));
        Assert.Equal("/chat", completed.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A14_another_site_can_use_none_of_it_and_a_form_is_never_read()
    {
        using var browser = new TestBrowser(_program.Address) { Origin = "https://evil.example" };
        using var crossSite = await browser.PostAsync("/pc_session", Token);
        Assert.Equal(HttpStatusCode.Forbidden, crossSite.StatusCode);
        Assert.False(crossSite.Headers.Contains("Access-Control-Allow-Origin"));

        using var own = new TestBrowser(_program.Address);
        using var form = await own.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/login_pwd") { Content = new StringContent("""{"mobile":"alice"}""", System.Text.Encoding.UTF8, "text/plain") }, Token);
        Assert.Equal(15, (await form.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Favourites_are_kept_listed_in_pages_and_removed_by_their_owner_only()
    {
        using var alice = await new AppServerClient(_program.Address).LogInAsync("lina", Token);
        using var bob = await new AppServerClient(_program.Address).LogInAsync("bob", Token);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(0, (await alice.PostAsync("/fav/add", new { messageUid = $"{i}", type = 1, convType = 0, convTarget = "bob", convLine = 0, origin = "Bob", sender = "bob", title = $"t{i}" }, Token)).Code);
        }

        var (_, page) = await alice.PostAsync("/fav/list", new { id = 0, count = 2 }, Token);
        Assert.True(page.GetProperty("hasMore").GetBoolean());
        Assert.Equal(["t3", "t2"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!));
        var last = page.GetProperty("items")[1].GetProperty("id").GetInt64();
        var (_, rest) = await alice.PostAsync("/fav/list", new { id = last, count = 2 }, Token);
        Assert.False(rest.GetProperty("hasMore").GetBoolean());
        Assert.Equal(16, (await bob.PostAsync($"/fav/del/{last}", body: null, Token)).Code);
        Assert.Equal(0, (await alice.PostAsync($"/fav/del/{last}", body: null, Token)).Code);
        Assert.Equal(16, (await alice.PostAsync($"/fav/del/{last}", body: null, Token)).Code);
        Assert.Equal(15, (await alice.PostAsync("/fav/add", new { title = new string('x', 1_001) }, Token)).Code);
    }

    [Fact]
    public async Task An_announcement_is_set_by_the_owner_read_by_members_and_told_to_everyone()
    {
        using var owner = await ApiClient.SignInAsync(_program.Address, "alice", Token);
        using var made = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Announced", members = new[] { "bob" } }, Token);
        var group = (await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("groupId").GetString()!;
        using var alice = await new AppServerClient(_program.Address).LogInAsync("alice", Token);
        using var bob = await new AppServerClient(_program.Address).LogInAsync("bob", Token);
        using var stranger = await new AppServerClient(_program.Address).LogInAsync("carol", Token);
        Assert.Equal(12, (await bob.PostAsync("/get_group_announcement", new { groupId = group }, Token)).Code);

        Assert.Equal(14, (await bob.PostAsync("/put_group_announcement", new { groupId = group, author = "alice", text = "no" }, Token)).Code);
        Assert.Equal(16, (await stranger.PostAsync("/put_group_announcement", new { groupId = group, text = "no" }, Token)).Code);
        Assert.Equal(16, (await stranger.PostAsync("/get_group_announcement", new { groupId = group }, Token)).Code);
        Assert.Equal(0, (await alice.PostAsync("/put_group_announcement", new { groupId = group, author = "bob", text = "Lunch at noon" }, Token)).Code);

        var (code, found) = await bob.PostAsync("/get_group_announcement", new { groupId = group }, Token);
        Assert.Equal((0, "alice", "Lunch at noon"), (code, found.GetProperty("author").GetString(), found.GetProperty("text").GetString()));
        var page = await owner.GetAsync($"/api/v1/conversations/1/{group}/messages?limit=1", Token);
        Assert.Equal("Lunch at noon", page.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal(0, (await alice.PostAsync("/put_group_announcement", new { groupId = group, text = "" }, Token)).Code);
        Assert.Equal(12, (await bob.PostAsync("/get_group_announcement", new { groupId = group }, Token)).Code);
    }

    private static async Task<string> CreateAsync(AppServerClient pc)
    {
        var (code, session) = await pc.PostAsync("/pc_session", new { flag = 1, device_name = "Test PC", clientId = $"pc-{Guid.NewGuid():N}", platform = 3, userId = "alice" }, Token);
        Assert.Equal((0, 0), (code, session.GetProperty("status").GetInt32()));
        Assert.InRange(session.GetProperty("expired").GetInt64(), 100_000, 120_000);
        return session.GetProperty("token").GetString()!;
    }
}
