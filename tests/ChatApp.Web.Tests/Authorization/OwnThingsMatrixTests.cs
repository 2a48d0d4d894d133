using System.Net;
using System.Net.Http.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01, A02: what belongs to one person, as settings, presence, scheduled messages and reminders. A row an operation, a column a caller.</summary>
public sealed class OwnThingsMatrixTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // 404 for another's: whether there is such a thing is nobody else's business.
    public static TheoryData<string, int, int, int> Matrix => new()
    {
        //                          anonymous another owner
        { "read settings",          401,      200,    200 },
        { "write a setting",        401,      200,    200 },
        { "see presence",           401,      200,    200 },
        { "set a status",           401,      204,    204 },
        { "list scheduled",         401,      200,    200 },
        { "schedule a message",     401,      200,    200 },
        { "send a scheduled now",   401,      404,    204 },
        { "cancel a scheduled",     401,      404,    204 },
        { "list reminders",         401,      200,    200 },
        { "add a reminder",         401,      404,    200 },
        { "forget a reminder",      401,      404,    204 },
        { "read the own profile",   401,      200,    200 },
        { "change the own profile", 401,      400,    400 },
        { "set a picture",          401,      400,    400 },
        { "remove a picture",       401,      204,    204 },
        { "read the security log",  401,      200,    200 },
        { "rename a session",       401,      404,    204 },
        { "disown a session",       401,      404,    204 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A01_A02_each_caller_gets_the_answer_of_the_matrix(string operation, int anonymous, int another, int owner)
    {
        using var alice = await program.SignInAsync("alice");
        using var wangfang = await program.SignInAsync("wangfang");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        var things = await MakeAsync(alice);

        Assert.Equal((HttpStatusCode)anonymous, await DoAsync(nobody, operation, things));
        Assert.Equal((HttpStatusCode)another, await DoAsync(wangfang.Http, operation, things));
        Assert.Equal((HttpStatusCode)owner, await DoAsync(alice.Http, operation, things));
    }

    [Fact]
    public async Task A01_every_endpoint_of_the_API_that_asks_for_a_session_refuses_who_has_none()
    {
        using var nobody = new HttpClient { BaseAddress = program.Address };
        foreach (var endpoint in Endpoints.All.Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal)))
        {
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            {
                continue;
            }

            var path = System.Text.RegularExpressions.Regex.Replace(
                endpoint.RoutePattern.RawText!.Trim('/'), @"\{(?<name>[a-zA-Z]+)(:(?<kind>[a-z]+))?\}", Example, System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            foreach (var method in endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/{path}");
                request.Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { });
                using var answer = await nobody.SendAsync(request, Token);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} /{path}: {answer.StatusCode}");
            }
        }
    }

    private static string Example(System.Text.RegularExpressions.Match parameter) => parameter.Groups["kind"].Value switch
    {
        "int" or "long" => "1",
        "guid" => "00000000-0000-0000-0000-000000000001",
        _ => "x",
    };

    private static async Task<(string Group, Guid Scheduled, string Reminder, string Session)> MakeAsync(ApiClient owner)
    {
        using var made = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Matrix", members = new[] { "bob" } }, Token);
        var group = (await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("groupId").GetString()!;
        await owner.SendAsync(1, group, "hello", Token);
        var scheduled = Guid.NewGuid();
        (await ScheduleAsync(owner.Http, scheduled)).Dispose();
        using var reminder = await RemindAsync(owner.Http, group);
        reminder.EnsureSuccessStatusCode();
        return (group, scheduled, (await reminder.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token)).GetProperty("id").GetString()!, await OtherSessionAsync(owner));
    }

    // Another device of the owner: ending the one that asks would answer for itself.
    private static async Task<string> OtherSessionAsync(ApiClient owner)
    {
        using var other = await ApiClient.SignInAsync(owner.Http.BaseAddress!, owner.User, Token);
        return (await other.GetAsync("/api/v1/sessions", Token)).GetProperty("sessions").EnumerateArray()
            .First(session => session.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
    }

    private static Task<HttpResponseMessage> ScheduleAsync(HttpClient caller, Guid clientId)
        => caller.PutAsJsonAsync(
            "/api/v1/scheduled-messages",
            new { message = new { clientId, to = new { type = 0, id = "bob" }, text = "later" }, dueAt = TimeProvider.System.GetUtcNow().AddHours(3) },
            Token);

    private static Task<HttpResponseMessage> RemindAsync(HttpClient caller, string group)
        => caller.PostAsJsonAsync(
            "/api/v1/reminders", new { conversation = new { type = 1, id = group }, sequence = 1, note = "n", dueAt = TimeProvider.System.GetUtcNow().AddHours(3) }, Token);

    private static async Task<HttpStatusCode> DoAsync(HttpClient caller, string operation, (string Group, Guid Scheduled, string Reminder, string Session) things)
    {
        using var answer = operation switch
        {
            "read settings" => await caller.GetAsync("/api/v1/settings", Token),
            "write a setting" => await caller.PutAsJsonAsync("/api/v1/settings", new { settings = new[] { new { scope = 1000, key = "matrix", value = "1" } } }, Token),
            "see presence" => await caller.GetAsync("/api/v1/presence?user=bob", Token),
            "set a status" => await caller.PutAsJsonAsync("/api/v1/presence/status", new { text = "here" }, Token),
            "list scheduled" => await caller.GetAsync("/api/v1/scheduled-messages", Token),
            "schedule a message" => await ScheduleAsync(caller, Guid.NewGuid()),
            "send a scheduled now" => await caller.PostAsync($"/api/v1/scheduled-messages/{things.Scheduled}/send", content: null, Token),
            "cancel a scheduled" => await caller.DeleteAsync($"/api/v1/scheduled-messages/{things.Scheduled}", Token),
            "list reminders" => await caller.GetAsync("/api/v1/reminders", Token),
            "add a reminder" => await RemindAsync(caller, things.Group),
            "forget a reminder" => await caller.DeleteAsync($"/api/v1/reminders/{things.Reminder}", Token),
            "read the own profile" => await caller.GetAsync("/api/v1/profile", Token),
            "change the own profile" => await caller.PutAsJsonAsync("/api/v1/profile", new { displayName = "" }, Token),
            "set a picture" => await caller.PutAsync("/api/v1/profile/avatar", new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new("image/png") } }, Token),
            "remove a picture" => await caller.DeleteAsync("/api/v1/profile/avatar", Token),
            "read the security log" => await caller.GetAsync("/api/v1/security-events", Token),
            "rename a session" => await caller.PutAsJsonAsync($"/api/v1/sessions/{things.Session}/name", new { name = "Kitchen" }, Token),
            "disown a session" => await caller.PostAsync($"/api/v1/sessions/{things.Session}/not-mine", content: null, Token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such row."),
        };
        return answer.StatusCode;
    }
}
