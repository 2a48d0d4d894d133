using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Authentication;

public sealed class BrowserSignInTests(SignInProgram shared) : IClassFixture<SignInProgram>
{
    private const string SessionCookie = "__Host-chat";

    private readonly ChatAppProcess _program = shared.Program;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S09_the_session_cookie_is_locked_to_this_server_and_away_from_scripts()
    {
        using var browser = new TestBrowser(_program.Address);

        using var answer = await browser.LogInAsync("alice", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), header => header.StartsWith($"{SessionCookie}=", StringComparison.Ordinal));
        var attributes = cookie.Split(';').Skip(1).Select(attribute => attribute.Trim().ToLowerInvariant()).ToList();
        Assert.Contains("secure", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        Assert.Equal(43, browser.Cookies[SessionCookie].Length);
    }

    [Fact]
    public async Task S01_a_cookie_planted_before_the_login_is_worth_nothing_after_it()
    {
        using var browser = new TestBrowser(_program.Address);
        var planted = new string('A', 43);
        browser.Cookies[SessionCookie] = planted;

        using var answer = await browser.LogInAsync("alice", Cancellation);
        Assert.NotEqual(planted, browser.Cookies[SessionCookie]);

        browser.Cookies[SessionCookie] = planted;
        using var refused = await browser.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task S01_logging_in_again_ends_the_browsers_old_session()
    {
        using var browser = new TestBrowser(_program.Address);
        using var first = await browser.LogInAsync("alice", Cancellation);
        var old = browser.Cookies[SessionCookie];

        using var second = await browser.LogInAsync("bob", Cancellation);

        Assert.Equal("bob", await WhoAsync(browser));
        browser.Cookies[SessionCookie] = old;
        Assert.Null(await WhoAsync(browser));
    }

    [Fact]
    public async Task S02_a_stolen_cookie_is_worth_nothing_after_the_logout()
    {
        using var browser = new TestBrowser(_program.Address);
        using var thief = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);
        thief.Cookies[SessionCookie] = browser.Cookies[SessionCookie];
        Assert.Equal("alice", await WhoAsync(thief));

        using var logout = await browser.PostFormAsync("/me/sessions", "/auth/logout", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, logout.StatusCode);
        Assert.Contains("storage", logout.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(SessionCookie, browser.Cookies);
        Assert.Null(await WhoAsync(thief));
        using var page = await thief.GetAsync("/me/sessions", Cancellation);
        Assert.Equal("/login?returnUrl=%2Fme%2Fsessions", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task S02_ending_a_session_cuts_its_hub_within_a_second()
    {
        using var device = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        using var hub = new ClientWebSocket();
        await hub.ConnectAsync(new Uri($"ws://localhost:{_program.Address.Port}/hubs/chat?access_token={device.Token}"), Cancellation);
        await hub.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var buffer = new byte[4096];
        await hub.ReceiveAsync(buffer, Cancellation);

        using var ended = await device.Http.DeleteAsync("/api/v1/sessions/current", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var second = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        second.CancelAfter(TimeSpan.FromSeconds(1));
        while (hub.State == WebSocketState.Open)
        {
            try
            {
                await hub.ReceiveAsync(buffer, second.Token);
            }
            catch (WebSocketException)
            {
                // Cut off without a goodbye.
            }
        }

        using var refused = await device.Http.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("Unauthenticated", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_from_another_device()
    {
        using var first = await ApiClient.SignInAsync(_program.Address, "carol", Cancellation);
        using var second = await ApiClient.SignInAsync(_program.Address, "carol", Cancellation);
        using var other = await ApiClient.SignInAsync(_program.Address, "bob", Cancellation);
        var sessions = (await first.GetAsync("/api/v1/sessions", Cancellation)).GetProperty("sessions").EnumerateArray().ToList();
        var mine = sessions.Single(session => session.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        var theirs = sessions.Single(session => session.GetProperty("deviceId").GetString() == second.Device).GetProperty("id").GetString();

        using var foreign = await other.Http.DeleteAsync($"/api/v1/sessions/{mine}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var ended = await first.Http.DeleteAsync($"/api/v1/sessions/{theirs}", Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var refused = await second.Http.GetAsync("/api/v1/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/ok\r\nSet-Cookie: x=1")]
    [InlineData("")]
    public async Task A16_after_the_login_only_a_path_of_this_server_is_gone_to(string returnUrl)
    {
        using var browser = new TestBrowser(_program.Address);

        using var answer = await browser.LogInAsync("alice", Cancellation, returnUrl);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A16_a_path_of_this_server_is_gone_to()
    {
        using var browser = new TestBrowser(_program.Address);

        using var answer = await browser.LogInAsync("alice", Cancellation, "/chat/single/bob?x=1");

        Assert.Equal("/chat/single/bob?x=1", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A14_what_another_site_makes_the_browser_send_is_refused()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);

        browser.Origin = "https://evil.example";
        using var loginFrom = await browser.LogInAsync("bob", Cancellation);
        using var logoutFrom = await browser.PostFormAsync("/me/sessions", "/auth/logout", Cancellation);
        using var codeFrom = await browser.PostAsync("/auth/qr", Cancellation);
        using var apiFrom = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/sessions/current"), Cancellation);
        Assert.All([loginFrom, logoutFrom, codeFrom, apiFrom], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));

        browser.Origin = "null";
        using var sandboxed = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/sessions/current"), Cancellation);
        browser.Origin = null;
        using var silent = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/sessions/current"), Cancellation);
        Assert.All([sandboxed, silent], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Equal("alice", await WhoAsync(browser));
    }

    [Fact]
    public async Task A14_a_form_without_its_token_and_JSON_in_disguise_are_refused_and_GET_logs_nobody_out()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);

        using var form = await browser.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/auth/logout") { Content = new FormUrlEncodedContent([]) }, Cancellation);
        using var disguised = await browser.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/api/v1/qr/scan")
            {
                Content = new StringContent("{\"code\":\"ABCD-EFGH\"}", new MediaTypeHeaderValue("text/plain")),
            },
            Cancellation);
        using var get = await browser.GetAsync("/auth/logout", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, disguised.StatusCode);
        Assert.Contains(get.StatusCode, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound });
        Assert.Equal("alice", await WhoAsync(browser));
    }

    [Theory]
    [InlineData("/_blazor", "https://evil.example")]
    [InlineData("/_blazor", "null")]
    [InlineData("/_blazor", null)]
    [InlineData("/hubs/chat", "https://evil.example")]
    [InlineData("/hubs/chat", "null")]
    [InlineData("/hubs/chat", null)]
    public async Task H07_a_WebSocket_from_elsewhere_is_refused_before_it_opens(string path, string? origin)
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"{SessionCookie}={browser.Cookies[SessionCookie]}");
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://localhost:{_program.Address.Port}{path}"), Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/q/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/me/sessions")]
    public async Task A15_S10_pages_are_neither_framed_nor_kept(string path)
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);

        using var page = await browser.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", page.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.False(page.Headers.Contains("Server"));
    }

    [Fact]
    public async Task H11_forwarded_headers_of_anybody_are_not_believed()
    {
        using var http = new HttpClient { BaseAddress = _program.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions")
        {
            Content = JsonContent.Create(new { userName = "lina", password = ChatAppProcess.Password, deviceId = "forged", platform = 7 }),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.66");
        using var answer = await http.SendAsync(request, Cancellation);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var sessions = await http.GetFromJsonAsync<JsonElement>("/api/v1/sessions", Cancellation);

        Assert.DoesNotContain("203.0.113.66", sessions.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string?> WhoAsync(TestBrowser browser)
    {
        using var answer = await browser.GetAsync("/api/v1/users/me", Cancellation);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("userId").GetString() : null;
    }

    [Fact]
    public async Task A_device_is_renamed_and_who_says_that_was_not_me_ends_it_and_is_told_what_to_do()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("lina", Cancellation);
        using var stranger = await ApiClient.SignInAsync(_program.Address, "lina", Cancellation);
        var id = (await stranger.GetAsync("/api/v1/sessions", Cancellation)).GetProperty("sessions").EnumerateArray()
            .First(session => session.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;

        using var renamed = await browser.PostFormAsync("/me/sessions", "/auth/sessions/rename", Cancellation, ("session", id), ("name", "Kitchen <b>"));
        Assert.Equal("Kitchen <b>", (await stranger.GetAsync("/api/v1/sessions", Cancellation)).GetProperty("sessions").EnumerateArray()
            .First(session => session.GetProperty("current").GetBoolean()).GetProperty("name").GetString());
        using var disowned = await browser.PostFormAsync("/me/sessions", "/auth/sessions/not-mine", Cancellation, ("session", id));

        Assert.Equal("/me/sessions/not-mine?device=Kitchen%20%3Cb%3E", disowned.Headers.Location?.OriginalString);
        using var refused = await stranger.Http.GetAsync("/api/v1/users/me", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var log = await browser.GetAsync("/api/v1/security-events?limit=2", Cancellation);
        var events = (await log.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Cancellation)).GetProperty("events");
        Assert.Equal(("SessionEnded", "NotMine"), (events[0].GetProperty("kind").GetString(), events[0].GetProperty("detail").GetString()));
        Assert.Equal(("SignedIn", "Password"), (events[1].GetProperty("kind").GetString(), events[1].GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_failed_login_is_in_the_owners_security_log_and_a_name_nobody_has_in_none()
    {
        using var browser = new TestBrowser(_program.Address);
        using var wrong = await browser.PostFormAsync("/login", "/auth/password", Cancellation, ("userName", "wangfang"), ("password", "not this one"));
        using var owner = await ApiClient.SignInAsync(_program.Address, "wangfang", Cancellation);

        var events = (await owner.GetAsync("/api/v1/security-events", Cancellation)).GetProperty("events").EnumerateArray().ToList();

        Assert.Contains(events, happened => happened.GetProperty("kind").GetString() == "SignInFailed" && happened.GetProperty("detail").GetString() == "Password");
    }
}
