using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Authentication;

public sealed class QrLoginPageTests(SignInProgram shared) : IClassFixture<SignInProgram>
{
    private readonly ChatAppProcess _program = shared.Program;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_is_signed_in_by_a_phone_and_told_of_every_step_within_half_a_second()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        var created = await browser.CreateQrAsync(Cancellation);
        var code = Text(created, "code");
        Assert.InRange(created.GetProperty("expiresInMs").GetInt64(), 110_000, 120_000);

        var scanning = browser.WatchAsync(code, "created", Cancellation);
        await Task.Delay(200, Cancellation);
        Assert.False(scanning.IsCompleted);
        var sheet = await ScanAsync(phone, Text(created, "url"));
        var began = Stopwatch.GetTimestamp();
        var scanned = await scanning;
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 0, 500);
        Assert.Equal("scanned", Text(scanned, "state"));
        Assert.Equal("A***", Text(scanned, "name"));
        var number = scanned.GetProperty("number").GetInt32();
        Assert.Contains(number, sheet.GetProperty("numbers").EnumerateArray().Select(choice => choice.GetInt32()));
        Assert.True(sheet.GetProperty("sameNetwork").GetBoolean());

        using var confirmed = await phone.Http.PostAsJsonAsync($"/api/v1/qr/{code}/confirm", new { number }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        var ready = await browser.WatchAsync(code, "scanned", Cancellation);
        Assert.Equal("confirmed", Text(ready, "state"));

        using var completed = await CompleteAsync(browser, code);
        Assert.Equal("/chat", completed.Headers.Location?.OriginalString);
        Assert.True(browser.Cookies.ContainsKey("__Host-chat"));
        Assert.False(browser.Cookies.ContainsKey("__Host-qr"));
        using var page = await browser.GetAsync("/me/sessions", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Q01_Q02_another_browser_that_knows_the_code_learns_and_gets_nothing()
    {
        using var browser = new TestBrowser(_program.Address);
        using var thief = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        var code = await ConfirmAsync(browser, phone);
        await thief.CreateQrAsync(Cancellation);

        using var watched = await thief.GetAsync($"/auth/qr/{code}?state=created", Cancellation);
        using var cancelled = await thief.PostAsync($"/auth/qr/{code}/cancel", Cancellation);
        using var stolen = await CompleteAsync(thief, code);

        Assert.Equal(HttpStatusCode.Unauthorized, watched.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.StartsWith("/login?error=QrExpired", stolen.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(thief.Cookies.ContainsKey("__Host-chat"));
        using var completed = await CompleteAsync(browser, code);
        Assert.True(browser.Cookies.ContainsKey("__Host-chat"));
    }

    [Fact]
    public async Task Q04_the_same_code_is_not_redeemed_twice()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "bob", Cancellation);
        var code = await ConfirmAsync(browser, phone);
        using var again = new TestBrowser(_program.Address);
        foreach (var (name, value) in browser.Cookies)
        {
            again.Cookies[name] = value;
        }

        using var first = await CompleteAsync(browser, code);
        using var second = await CompleteAsync(again, code);

        Assert.Equal("/chat", first.Headers.Location?.OriginalString);
        Assert.StartsWith("/login?error=QrExpired", second.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.False(again.Cookies.ContainsKey("__Host-chat"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("chatapp://login/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://evil.example/q/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("https://localhost@evil.example/q/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("http://localhost:1/q/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("short")]
    [InlineData("")]
    public async Task Q06_what_is_no_code_of_this_server_is_refused_before_anything_is_asked(string text)
    {
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);

        using var answer = await phone.Http.PostAsJsonAsync("/api/v1/qr/scan", new { code = text }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_code_may_be_typed_as_people_type()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        var created = await browser.CreateQrAsync(Cancellation);
        var typed = $" {Text(created, "textCode").ToLowerInvariant().Replace('-', ' ').Replace('0', 'o')} ";

        var sheet = await ScanAsync(phone, typed);

        Assert.Equal(Text(created, "code"), Text(sheet, "code"));
    }

    [Fact]
    public async Task A_phones_browser_changes_nothing_by_looking_and_signs_the_other_in_by_three_forms()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = new TestBrowser(_program.Address);
        var created = await browser.CreateQrAsync(Cancellation);
        var code = Text(created, "code");
        using var stranger = await phone.GetAsync($"/q/{code}", Cancellation);
        Assert.Equal($"/login?returnUrl=%2Fq%2F{code}", stranger.Headers.Location?.OriginalString);
        using var login = await phone.LogInAsync("chenwei", Cancellation, $"/q/{code}");
        Assert.Equal($"/q/{code}", login.Headers.Location?.OriginalString);

        using var looked = await phone.GetAsync($"/q/{code}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Equal("created", Text(await browser.WatchAsync(code, "none", Cancellation), "state"));

        using var scanned = await phone.PostFormAsync($"/q/{code}", "/auth/phone/scan", Cancellation, ("code", code));
        var view = await browser.WatchAsync(code, "created", Cancellation);
        Assert.Equal("陈*", Text(view, "name"));
        var number = view.GetProperty("number").GetInt32();
        using var confirmed = await phone.PostFormAsync(
            $"/q/{code}", "/auth/phone/confirm", Cancellation, ("code", code), ("number", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal($"/q/{code}", confirmed.Headers.Location?.OriginalString);
        Assert.Equal("confirmed", Text(await browser.WatchAsync(code, "scanned", Cancellation), "state"));
    }

    [Fact]
    public async Task Q11_a_browser_elsewhere_fails_at_the_number_and_dies_at_the_second_wrong_one()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        var created = await browser.CreateQrAsync(Cancellation);
        var code = Text(created, "code");
        var sheet = await ScanAsync(phone, code);
        var right = (await browser.WatchAsync(code, "created", Cancellation)).GetProperty("number").GetInt32();
        var wrong = sheet.GetProperty("numbers").EnumerateArray().Select(choice => choice.GetInt32()).First(choice => choice != right);

        Assert.Equal("QrWrongNumber", await PickAsync(phone, code, wrong));
        Assert.Equal("QrRefused", await PickAsync(phone, code, wrong));
        Assert.Equal("QrRefused", await PickAsync(phone, code, right));
        Assert.Equal("refused", Text(await browser.WatchAsync(code, "scanned", Cancellation), "state"));
    }

    [Fact]
    public async Task Q13_a_browser_that_was_signed_in_as_somebody_else_changes_over()
    {
        using var browser = new TestBrowser(_program.Address);
        using var phone = await ApiClient.SignInAsync(_program.Address, "alice", Cancellation);
        using var login = await browser.LogInAsync("bob", Cancellation);
        var bobs = browser.Cookies["__Host-chat"];
        var code = await ConfirmAsync(browser, phone);

        using var completed = await CompleteAsync(browser, code);

        Assert.NotEqual(bobs, browser.Cookies["__Host-chat"]);
        browser.Cookies["__Host-chat"] = bobs;
        using var refused = await browser.GetAsync("/api/v1/users/me", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Q14_an_independent_reader_reads_the_code()
    {
        using var browser = new TestBrowser(_program.Address);
        var created = await browser.CreateQrAsync(Cancellation);
        var file = Path.Combine(Directory.CreateTempSubdirectory("chatapp-qr-").FullName, "code.pgm");
        await File.WriteAllTextAsync(file, Draw(Text(created, "path"), created.GetProperty("size").GetInt32()), Cancellation);

        using var reader = Process.Start(new ProcessStartInfo("zbarimg", ["--raw", "-q", file]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var read = await reader.StandardOutput.ReadToEndAsync(Cancellation);
        await reader.WaitForExitAsync(Cancellation);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Assert.Equal(Text(created, "url"), read.Trim());
    }

    [Fact]
    public async Task Codes_are_shown_on_the_simulator_and_sign_its_phone_in()
    {
        using var http = new HttpClient { BaseAddress = _program.Address };
        using var sent = await http.PostAsJsonAsync("/api/v1/sessions/code", new { userName = "wangfang" }, Cancellation);
        var challenge = (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("challenge").GetString();
        var codes = await http.GetFromJsonAsync<JsonElement>("/simulator/codes", Cancellation);
        var code = codes.GetProperty("codes").EnumerateArray().First(entry => Text(entry, "userName") == "wangfang").GetProperty("code").GetString();

        using var signedIn = await http.PostAsJsonAsync(
            "/api/v1/sessions/by-code", new { userName = "wangfang", challenge, code, deviceId = "sim-1", platform = 2 }, Cancellation);

        var session = await signedIn.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("wangfang", Text(session, "userId"));
        Assert.Equal(43, Text(session, "token").Length);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Task<HttpResponseMessage> CompleteAsync(TestBrowser browser, string code)
        => browser.PostFormAsync("/login", "/auth/qr/complete", Cancellation, ("code", code), ("returnUrl", "/chat"));

    private static async Task<JsonElement> ScanAsync(ApiClient phone, string text)
    {
        using var scanned = await phone.Http.PostAsJsonAsync("/api/v1/qr/scan", new { code = text }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, scanned.StatusCode);
        return await scanned.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task<string?> PickAsync(ApiClient phone, string code, int number)
    {
        using var answer = await phone.Http.PostAsJsonAsync($"/api/v1/qr/{code}/confirm", new { number }, Cancellation);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).TryGetProperty("code", out var name) ? name.GetString() : null;
    }

    private static async Task<string> ConfirmAsync(TestBrowser browser, ApiClient phone)
    {
        var code = Text(await browser.CreateQrAsync(Cancellation), "code");
        await ScanAsync(phone, code);
        var number = (await browser.WatchAsync(code, "created", Cancellation)).GetProperty("number").GetInt32();
        using var confirmed = await phone.Http.PostAsJsonAsync($"/api/v1/qr/{code}/confirm", new { number }, Cancellation);
        confirmed.EnsureSuccessStatusCode();
        return code;
    }

    // Runs the path's "M x y h n" pieces into a bitmap of eight pixels a module.
    private static string Draw(string path, int size)
    {
        const int Scale = 8;
        var dark = new bool[size, size];
        foreach (var piece in path.Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = piece[..piece.IndexOf('v', StringComparison.Ordinal)].Split(' ', 'h');
            var (x, y, run) = (int.Parse(numbers[0], null), int.Parse(numbers[1], null), int.Parse(numbers[2], null));
            for (var at = x; at < x + run; at++)
            {
                dark[y, at] = true;
            }
        }

        var image = new StringBuilder($"P2\n{size * Scale} {size * Scale}\n255\n");
        for (var y = 0; y < size * Scale; y++)
        {
            for (var x = 0; x < size * Scale; x++)
            {
                image.Append(dark[y / Scale, x / Scale] ? "0 " : "255 ");
            }

            image.Append('\n');
        }

        return image.ToString();
    }
}
