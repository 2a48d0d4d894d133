using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ChatApp.Web.Tests.Composition;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Operations;

public sealed partial class MetricsTests(RunningProgram running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_machine_itself_the_figures_are_there_in_Prometheus_format()
    {
        await running.Program.Http.GetAsync("/health/live", Cancel);

        using var answer = await running.Program.Http.GetAsync("/metrics", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Contains("chatapp_ready 1", lines);
        Assert.Contains(lines, line => line.StartsWith("chatapp_connections{kind=\"mqtt\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_series_names_a_password_or_the_database_user()
    {
        var text = await running.Program.Http.GetStringAsync("/metrics", Cancel);

        Assert.DoesNotContain("Password", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Username", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task What_a_proxy_on_the_machine_passes_on_is_not_from_the_machine(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, "203.0.113.9");

        using var answer = await running.Program.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_has_the_token_may_read_from_elsewhere()
    {
        await using var folder = new TemporaryFolder();
        await using var run = ProgramRun.Start(folder.Path, "Development", "--ConnectionStrings:ChatApp=Host=/nowhere;Database=none", "--Metrics:Token=a-token-of-the-tests");
        await run.AnswersAsync("/health/live", HttpStatusCode.OK, TimeSpan.FromSeconds(60), Cancel);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(run, "a-token-of-the-tests"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(run, "another-token-of-them"));
    }

    private static async Task<HttpStatusCode> AskAsync(ProgramRun run, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        using var answer = await run.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    [GeneratedRegex("^(# (HELP|TYPE) [a-z_0-9]+ .*|[a-z_0-9]+(\\{([a-zA-Z_0-9]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? [-+0-9.eEInf]+|.* NaN)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
