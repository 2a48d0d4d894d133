using System.Net;
using ChatApp.Core.Moderation;
using ChatApp.Core.Users;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Admin;

public sealed class AdminPagesTests(RunningProgram program)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages => ["/admin", "/admin/words", "/admin/hits", "/admin/settings", "/admin/users", "/admin/users/alice", "/admin/connections", "/admin/topics", "/admin/audit"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A01_every_page_asks_for_a_role(string page)
    {
        using var auditor = await Staff.AddAsync(program, Cancellation, Roles.Auditor);
        using var person = await Staff.AddAsync(program, Cancellation);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = program.Address };

        Assert.Equal(HttpStatusCode.OK, await auditor.GetAsync(page, Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, await person.GetAsync(page, Cancellation));
        using var answer = await stranger.GetAsync(page, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A01_only_who_may_change_words_uploads_a_file_and_only_with_a_role_is_one_downloaded()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        using var auditor = await Staff.AddAsync(program, Cancellation, Roles.Auditor);
        using var person = await Staff.AddAsync(program, Cancellation);

        Assert.Equal(HttpStatusCode.OK, await UploadAsync(moderator, "casino"));
        Assert.Equal(HttpStatusCode.Forbidden, await UploadAsync(auditor, "casino"));
        Assert.Equal(HttpStatusCode.Forbidden, await UploadAsync(person, "casino"));
        Assert.Equal(HttpStatusCode.OK, await auditor.GetAsync("/admin/files/words.csv", Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, await person.GetAsync("/admin/files/words.csv", Cancellation));
    }

    [Fact]
    public async Task M07_a_file_may_be_ten_megabytes_and_not_one_byte_more()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        var max = new ModerationLimits().MaxImportBytes;

        Assert.Equal(HttpStatusCode.OK, await UploadAsync(moderator, new string('a', max)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(moderator, new string('a', max + 1)));
    }

    [Fact]
    public async Task X07_no_cell_of_the_exported_file_is_a_formula()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        await using var hub = await moderator.ConnectAsync(Cancellation);
        var word = $"=cmd{Guid.NewGuid():N}";
        var (added, _) = await hub.InvokeAsync("AddWord", Cancellation, new { text = word, match = "Exact", action = "Flag", note = "@sum" });

        using var answer = await moderator.Http.GetAsync("/admin/files/words.csv", Cancellation);
        var line = (await answer.Content.ReadAsStringAsync(Cancellation)).Split("\r\n").Single(line => line.Contains(word, StringComparison.Ordinal));

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.StartsWith($"\"'{word}\"", line, StringComparison.Ordinal);
        Assert.Contains("\"'@sum\"", line, StringComparison.Ordinal);
        await hub.InvokeAsync("RemoveWord", Cancellation, added!.Value.GetProperty("id").GetString());
    }

    private static async Task<HttpStatusCode> UploadAsync(Staff staff, string file)
    {
        // Asks before it sends, so that a refusal by size is read as an answer and not as a connection that breaks in the middle.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/files/words") { Content = new StringContent(file) };
        request.Headers.ExpectContinue = true;
        using var answer = await staff.Http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
