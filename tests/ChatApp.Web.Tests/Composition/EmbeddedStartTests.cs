using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

/// <summary>One command starts it: the program with its own database, first, second and cut-off starts.</summary>
public sealed partial class EmbeddedStartTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_new_database_has_a_demo_to_sign_in_to_and_the_password_is_shown_at_each_start()
    {
        string password;
        await using (var first = ProgramRun.Start(_folder.Path, "Development"))
        {
            await first.ReadyAsync(Cancel);
            password = await PrintedPasswordAsync(first);
            using var alice = await SignInAsync(first, "alice", password);
            var conversations = await alice.GetFromJsonAsync<JsonElement>("/api/v1/conversations", Cancel);
            Assert.Contains("demo-release", conversations.GetRawText(), StringComparison.Ordinal);
            using var admin = await SignInAsync(first, "admin", password);
            Assert.Equal(0, await first.TerminateAsync(Cancel));
        }

        Assert.Null(_folder.ServerProcess);
        await using var second = ProgramRun.Start(_folder.Path, "Development");
        await second.ReadyAsync(Cancel);
        Assert.Equal(password, await PrintedPasswordAsync(second));
    }

    [Fact]
    public async Task A_demo_password_given_later_is_in_force()
    {
        await using (var first = ProgramRun.Start(_folder.Path, "Development"))
        {
            await first.ReadyAsync(Cancel);
        }

        await using var second = ProgramRun.Start(_folder.Path, "Development", "--Seed:Password=another-password");
        await second.ReadyAsync(Cancel);
        using var alice = await SignInAsync(second, "alice", "another-password");
    }

    [Fact]
    public async Task Production_has_no_demo_but_a_link_that_makes_the_first_administrator()
    {
        await using var run = ProgramRun.Start(_folder.Path, "Production", "--Seed:Password=a-demo-password");
        await run.ReadyAsync(Cancel);

        var link = await run.PrintedAsync(SetupLink(), Cancel);

        Assert.DoesNotContain("alice", run.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TrySignInAsync(run, "alice", "a-demo-password")).StatusCode);
        using var page = await run.Http.GetAsync(new Uri(link.Groups["link"].Value), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_told_who_has_it()
    {
        await using var first = ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false");
        await first.ReadyAsync(Cancel);
        await using var second = ProgramRun.Start(_folder.Path, "Development");

        Assert.Equal(1, await second.ExitAsync(Cancel));
        Assert.Contains($"Another ChatApp (process {first.ProcessId}) already runs on {_folder.Path}.", second.Errors, StringComparison.Ordinal);
        await first.ReadyAsync(Cancel);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(700)]
    [InlineData(1000)]
    [InlineData(1500)]
    [InlineData(2500)]
    public async Task A_first_start_that_is_killed_at_any_moment_is_finished_by_the_next(int milliseconds)
    {
        await using (var cutOff = ProgramRun.Start(_folder.Path, "Development"))
        {
            await Task.Delay(milliseconds, Cancel);
            await cutOff.KillAsync();
        }

        await using var run = ProgramRun.Start(_folder.Path, "Development");

        await run.ReadyAsync(Cancel);
        using var lina = await SignInAsync(run, "lina", await PrintedPasswordAsync(run));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path, "*.new"));
    }

    [Fact]
    public async Task A_database_left_by_a_killed_program_is_taken_over_and_stopped_with_the_next()
    {
        await using (var killed = ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false"))
        {
            await killed.ReadyAsync(Cancel);
            await killed.KillAsync();
        }

        var left = _folder.ServerProcess;
        Assert.NotNull(left);
        await using (var run = ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false"))
        {
            await run.ReadyAsync(Cancel);
            Assert.Equal(left, _folder.ServerProcess);
            Assert.Equal(0, await run.TerminateAsync(Cancel));
        }

        Assert.Null(_folder.ServerProcess);
    }

    [Fact]
    public async Task A_stop_during_the_first_start_leaves_nothing_running()
    {
        await using var run = ProgramRun.Start(_folder.Path, "Development");
        await Task.Delay(600, Cancel);

        await run.TerminateAsync(Cancel);

        Assert.Null(_folder.ServerProcess);
    }

    [Fact]
    public async Task An_ordinary_user_needs_no_other_user()
    {
        Assert.SkipUnless(Environment.UserName == "root", "This run is an ordinary user's, as every other test of this class then is.");

        // A copy, since the checkout may lie in root's own folder; without the list of the packages' assets, which do so too.
        await using var copy = new TemporaryFolder();
        Assert.True(await RunsAsync("cp", "-r", "--no-target-directory", Path.GetDirectoryName(ChatAppProcess.ProgramPath())!, Path.Combine(copy.Path, "program")));
        File.Delete(Path.Combine(copy.Path, "program", "ChatApp.Web.staticwebassets.runtime.json"));
        Assert.True(await RunsAsync("chown", "-R", "daemon:daemon", _folder.Path, copy.Path));
        await using var run = ProgramRun.Start(
            _folder.Path,
            "Production",
            ["setpriv", "--reuid", "daemon", "--regid", "daemon", "--clear-groups", "env", $"HOME={_folder.Path}"],
            Path.Combine(copy.Path, "program", "ChatApp.Web.dll"));

        await run.ReadyAsync(Cancel);

        Assert.Equal("daemon", await OwnerOfAsync(_folder.ServerProcess!.Value));
        Assert.Equal(0, await run.TerminateAsync(Cancel));
        Assert.Null(_folder.ServerProcess);
    }

    private static async Task<string> OwnerOfAsync(int process)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", $"/proc/{process}"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return (await stat.StandardOutput.ReadToEndAsync(Cancel)).Trim();
    }

    private static async Task<bool> RunsAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode == 0;
    }

    private static async Task<string> PrintedPasswordAsync(ProgramRun run) => (await run.PrintedAsync(Password(), Cancel)).Groups["password"].Value;

    private static async Task<HttpClient> SignInAsync(ProgramRun run, string user, string password)
    {
        using var answer = await TrySignInAsync(run, user, password);
        Assert.True(answer.IsSuccessStatusCode, $"{user} could not sign in: {answer.StatusCode}");
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var client = new HttpClient { BaseAddress = run.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        return client;
    }

    private static Task<HttpResponseMessage> TrySignInAsync(ProgramRun run, string user, string password) => run.Http.PostAsJsonAsync(
        "/api/v1/sessions", new { userName = user, password, deviceId = $"test-{Guid.NewGuid():N}", platform = 7 }, Cancel);

    [GeneratedRegex(@"Password of all +(?<password>[a-z0-9]{12})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();

    [GeneratedRegex(@"(?<link>http://\S+/setup/[A-Za-z0-9_-]{43})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SetupLink();
}
