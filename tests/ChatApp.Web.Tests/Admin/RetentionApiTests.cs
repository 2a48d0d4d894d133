using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Users;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Admin;

/// <summary>How long a group's messages are kept, over HTTP and the administrators' hub.</summary>
public sealed class RetentionApiTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_gives_a_group_a_rule_of_its_own_and_takes_it_back_and_it_is_on_record()
    {
        using var staff = await Staff.AddAsync(program, Token, Roles.Admin);
        await using var hub = await staff.ConnectAsync(Token);
        var group = await MakeGroupAsync();

        using var set = await staff.Http.PutAsJsonAsync($"/api/v1/admin/groups/{group}/retention", new { days = 90, reason = "law" }, Token);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(90, await program.People.NumberAsync("select retention_days from groups where id = $1", Token, group));
        Assert.Equal(1, await program.People.NumberAsync("select count(*) from audit_log where action = 'retention.set' and target = $1", Token, $"group:{group}"));
        var (overHub, _) = await hub.InvokeAsync("GroupRetention", Token, group);
        Assert.Equal((90, 0), (overHub!.Value.GetProperty("days").GetInt32(), overHub.Value.GetProperty("removed").GetInt32()));

        var (taken, error) = await hub.InvokeAsync("SetGroupRetention", Token, group, null, "law is gone");
        Assert.Null(error);
        Assert.False(taken!.Value.TryGetProperty("days", out _));
        var read = await staff.Http.GetFromJsonAsync<JsonElement>($"/api/v1/admin/groups/{group}/retention", Token);
        Assert.False(read.TryGetProperty("days", out _));
        Assert.Equal("Kept", read.GetProperty("name").GetString());
        Assert.True((await staff.Http.GetFromJsonAsync<JsonElement>("/api/v1/admin/retention", Token)).TryGetProperty("removed", out _));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(36_501)]
    public async Task A_rule_that_makes_no_sense_is_refused(int days)
    {
        using var staff = await Staff.AddAsync(program, Token, Roles.Admin);

        using var refused = await staff.Http.PutAsJsonAsync($"/api/v1/admin/groups/{await MakeGroupAsync()}/retention", new { days }, Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    //          anonymous person auditor moderator admin
    [Theory]
    [InlineData("figures", 401, 403, 200, 200, 200)]
    [InlineData("read", 401, 403, 200, 200, 200)]
    [InlineData("set", 401, 403, 403, 403, 200)]
    [InlineData("read none", 401, 403, 404, 404, 404)]
    public async Task A01_each_caller_gets_the_answer_of_the_matrix(string operation, int anonymous, int person, int auditor, int moderator, int admin)
    {
        var group = await MakeGroupAsync();
        using var nobody = new HttpClient { BaseAddress = program.Address };
        Assert.Equal((HttpStatusCode)anonymous, await DoAsync(nobody, operation, group));
        foreach (var (roles, expected) in new (string[], int)[] { ([], person), ([Roles.Auditor], auditor), ([Roles.Moderator], moderator), ([Roles.Admin], admin) })
        {
            using var staff = await Staff.AddAsync(program, Token, roles);
            Assert.Equal((HttpStatusCode)expected, await DoAsync(staff.Http, operation, group));
        }
    }

    private static async Task<HttpStatusCode> DoAsync(HttpClient caller, string operation, string group)
    {
        using var answer = operation switch
        {
            "figures" => await caller.GetAsync("/api/v1/admin/retention", Token),
            "read" => await caller.GetAsync($"/api/v1/admin/groups/{group}/retention", Token),
            "read none" => await caller.GetAsync("/api/v1/admin/groups/nobodys/retention", Token),
            _ => await caller.PutAsJsonAsync($"/api/v1/admin/groups/{group}/retention", new { days = 30 }, Token),
        };
        return answer.StatusCode;
    }

    private async Task<string> MakeGroupAsync()
    {
        using var alice = await program.SignInAsync("alice");
        using var answer = await alice.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Kept", members = new[] { "bob" } }, Token);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("groupId").GetString()!;
    }
}
