using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Authentication;

/// <summary>What sign-in does when the program is killed, and how it starts in production.</summary>
public sealed partial class RestartTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Q10_a_program_killed_between_the_steps_goes_on_where_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("chatapp-test-").FullName;
        try
        {
            string code;
            int number;
            string token;
            IDictionary<string, string> cookies;
            await using (var first = await ChatAppProcess.StartAsync(database.ConnectionString, folder, Cancellation))
            {
                using var browser = new TestBrowser(first.Address);
                using var phone = await ApiClient.SignInAsync(first.Address, "alice", Cancellation);
                code = (await browser.CreateQrAsync(Cancellation)).GetProperty("code").GetString()!;
                using var scanned = await phone.Http.PostAsJsonAsync("/api/v1/qr/scan", new { code }, Cancellation);
                number = (await browser.WatchAsync(code, "created", Cancellation)).GetProperty("number").GetInt32();
                (token, cookies) = (phone.Token, browser.Cookies);
                await first.KillAsync();
            }

            await using var second = await ChatAppProcess.StartAsync(database.ConnectionString, folder, Cancellation);
            using var after = new TestBrowser(second.Address);
            foreach (var (name, value) in cookies)
            {
                after.Cookies[name] = value;
            }

            Assert.Equal("scanned", (await after.WatchAsync(code, "created", Cancellation)).GetProperty("state").GetString());
            using var http = new HttpClient { BaseAddress = second.Address };
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var confirmed = await http.PostAsJsonAsync($"/api/v1/qr/{code}/confirm", new { number }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
            using var completed = await after.PostFormAsync("/login", "/auth/qr/complete", Cancellation, ("code", code), ("returnUrl", "/chat"));
            Assert.Equal("/chat", completed.Headers.Location?.OriginalString);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task In_production_the_printed_link_makes_the_only_administrator_and_there_is_no_simulator()
    {
        await using var empty = await PostgresDatabase.CreateAsync(Cancellation);
        await using var program = await ChatAppProcess.StartAsync(
            empty.ConnectionString, dataFolder: null, Cancellation, ("ASPNETCORE_ENVIRONMENT", "Production"));
        var token = await TokenAsync(program);
        using var browser = new TestBrowser(program.Address);

        using var simulator = await browser.GetAsync("/simulator", Cancellation);
        using var codes = await browser.GetAsync("/simulator/codes", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, simulator.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, codes.StatusCode);
        using var sending = await program.Http.PostAsJsonAsync("/api/v1/sessions/code", new { userName = "root" }, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, sending.StatusCode);

        using var made = await browser.PostFormAsync(
            $"/setup/{token}", "/auth/setup", Cancellation, ("token", token), ("userName", "root"), ("displayName", ""), ("password", "a few long words"));
        Assert.Equal("/", made.Headers.Location?.OriginalString);
        using var me = await browser.GetAsync("/api/v1/users/me", Cancellation);
        Assert.Equal("root", (await me.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("userId").GetString());

        using var late = new TestBrowser(program.Address);
        using var refused = await late.PostFormAsync(
            "/login", "/auth/setup", Cancellation, ("token", token), ("userName", "second"), ("displayName", ""), ("password", "a few long words"));
        Assert.Contains("error=NotFound", refused.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_plain_HTTP_off_the_machine_is_refused_in_words()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ChatAppProcess.StartAsync(
            database.ConnectionString, dataFolder: null, Cancellation, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Urls", "http://0.0.0.0:0")));

        Assert.Contains("plain text", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Proxy:Known", fault.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("/setup/(?<token>[A-Za-z0-9_-]{43})", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    private static async Task<string> TokenAsync(ChatAppProcess program)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (Link().Match(program.Output) is { Success: true } link)
            {
                return link.Groups["token"].Value;
            }

            await Task.Delay(100, Cancellation);
        }

        throw new InvalidOperationException($"No link was printed:\n{program.Output}");
    }
}
