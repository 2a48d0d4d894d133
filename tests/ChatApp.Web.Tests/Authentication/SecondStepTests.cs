using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Authentication;

/// <summary>The second step, over HTTP and in a browser, and what is dangerous, which asks for proof.</summary>
public sealed partial class SecondStepTests(SignInProgram shared) : IClassFixture<SignInProgram>
{
    private const string SessionCookie = "__Host-chat";

    private readonly ChatAppProcess _program = shared.Program;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_HTTP_the_right_password_is_answered_with_a_ticket_and_the_ticket_with_a_token()
    {
        using var browser = new TestBrowser(_program.Address);
        var codes = await TurnOnAsync(browser, "carol");

        using var first = await PostAsync("/api/v1/sessions", new { userName = "carol", password = ChatAppProcess.Password, deviceId = "second", platform = 7 });
        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        var refusal = await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("SecondFactorRequired", refusal.GetProperty("code").GetString());
        var ticket = refusal.GetProperty("ticket").GetString();

        using var wrong = await PostAsync("/api/v1/sessions/second-step", new { ticket, code = "AAAA-AAAA-AAAA", deviceId = "second", platform = 7 });
        using var right = await PostAsync("/api/v1/sessions/second-step", new { ticket, code = codes[0], deviceId = "second", platform = 7 });
        using var again = await PostAsync("/api/v1/sessions/second-step", new { ticket, code = codes[1], deviceId = "second", platform = 7 });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("carol", (await right.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("userId").GetString());
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        await TurnOffAsync(browser);
    }

    [Fact]
    public async Task A08_a_ticket_takes_five_tries()
    {
        using var browser = new TestBrowser(_program.Address);
        var codes = await TurnOnAsync(browser, "bob");
        using var first = await PostAsync("/api/v1/sessions", new { userName = "bob", password = ChatAppProcess.Password, deviceId = "second", platform = 7 });
        var ticket = (await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("ticket").GetString();

        for (var at = 0; at < 5; at++)
        {
            using var wrong = await PostAsync("/api/v1/sessions/second-step", new { ticket, code = "AAAA-AAAA-AAAA", deviceId = "second", platform = 7 });
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var late = await PostAsync("/api/v1/sessions/second-step", new { ticket, code = codes[0], deviceId = "second", platform = 7 });
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        await TurnOffAsync(browser);
    }

    [Fact]
    public async Task S01_between_the_steps_a_browser_is_not_signed_in_and_the_second_gives_it_a_new_session()
    {
        using var owner = new TestBrowser(_program.Address);
        var codes = await TurnOnAsync(owner, "lina");
        using var browser = new TestBrowser(_program.Address);

        using var first = await browser.LogInAsync("lina", Cancellation, "/contacts");
        Assert.StartsWith("/login/second?", first.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(SessionCookie, browser.Cookies);
        using var second = await browser.PostFormAsync(
            first.Headers.Location!.OriginalString, "/auth/second", Cancellation, ("code", codes[0]), ("stay", "true"), ("returnUrl", "/contacts"));

        Assert.Equal("/contacts", second.Headers.Location?.OriginalString);
        Assert.Contains(SessionCookie, browser.Cookies);
        Assert.DoesNotContain("__Host-step", browser.Cookies);
        await TurnOffAsync(owner);
    }

    [Fact]
    public async Task S03_who_proves_again_gets_a_new_cookie_and_the_old_one_is_worth_nothing()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);
        var old = browser.Cookies[SessionCookie];

        using var wrong = await browser.PostFormAsync("/me/confirm", "/auth/me/proof", Cancellation, ("password", "wrong"), ("returnUrl", "/me/security"));
        Assert.Contains("error=WrongCredentials", wrong.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var right = await browser.PostFormAsync(
            "/me/confirm", "/auth/me/proof", Cancellation, ("password", ChatAppProcess.Password), ("returnUrl", "//evil.example"));

        Assert.Equal("/", right.Headers.Location?.OriginalString);
        Assert.NotEqual(old, browser.Cookies[SessionCookie]);
        using var still = await browser.GetAsync("/api/v1/users/me", Cancellation);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        browser.Cookies[SessionCookie] = old;
        using var refused = await browser.GetAsync("/api/v1/users/me", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task An_administrator_without_a_second_factor_is_led_to_one_and_stays_out_until_there_is_one()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("admin", Cancellation, "/admin");
        Assert.Equal("/me/security?needed=second", login.Headers.Location?.OriginalString);
        using var page = await browser.GetAsync("/admin", Cancellation);
        Assert.Equal("/me/security?needed=second", page.Headers.Location?.OriginalString);
        using var api = await browser.GetAsync("/api/v1/admin/connections", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);

        await TurnOnAsync(browser, "admin");

        using var opened = await browser.GetAsync("/admin", Cancellation);
        using var answered = await browser.GetAsync("/api/v1/admin/connections", Cancellation);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (opened.StatusCode, answered.StatusCode));
        await TurnOffAsync(browser);
    }

    [Theory]
    [InlineData("/auth/passkey", "/login")]
    [InlineData("/auth/me/passkeys", "/me/security")]
    public async Task A_passkey_that_is_none_is_refused(string action, string page)
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Cancellation);
        foreach (var credential in new[] { "", "{", "[]", "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}" })
        {
            using var asked = await browser.PostFormAsync(page, $"{action}/options", Cancellation);
            var secret = (await asked.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("secret").GetString()!;
            using var answer = await browser.PostFormAsync(page, action, Cancellation, ("secret", secret), ("credential", credential), ("name", "x"));
            Assert.True((int)answer.StatusCode is 302 or 401 or 410, $"{credential}: {answer.StatusCode}");
            Assert.DoesNotContain("done", answer.Headers.Location?.OriginalString ?? string.Empty, StringComparison.Ordinal);
        }
    }

    private static async Task<IReadOnlyList<string>> TurnOnAsync(TestBrowser browser, string user)
    {
        using var login = await browser.LogInAsync(user, Cancellation);
        using var page = await browser.GetAsync("/me/security/authenticator", Cancellation);
        var secret = Bytes(Key().Match(await page.Content.ReadAsStringAsync(Cancellation)).Groups["key"].Value);
        var code = Totp.CodeAt(secret, Totp.StepAt(TimeProvider.System.GetUtcNow()));
        using var shown = await browser.PostFormAsync(
            "/me/security/authenticator", "/me/security/authenticator", Cancellation, ("_handler", "authenticator"), ("code", code));
        var codes = RecoveryCode().Matches(await shown.Content.ReadAsStringAsync(Cancellation)).Select(match => match.Groups["code"].Value).ToList();
        Assert.Equal(RecoveryCodes.Count, codes.Count);
        return codes;
    }

    private static async Task TurnOffAsync(TestBrowser browser)
    {
        using var off = await browser.PostFormAsync("/me/security", "/auth/me/second/remove", Cancellation);
        Assert.Equal("/me/security?done=secondOff", off.Headers.Location?.OriginalString);
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _program.Http.PostAsJsonAsync(path, body, Cancellation);

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Where(char.IsLetterOrDigit)
            .Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    [GeneratedRegex("data-totp-key>(?<key>[A-Z2-7 ]+)<", RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("<code>(?<code>[A-Z0-9-]{14})</code>", RegexOptions.NonBacktracking)]
    private static partial Regex RecoveryCode();
}
