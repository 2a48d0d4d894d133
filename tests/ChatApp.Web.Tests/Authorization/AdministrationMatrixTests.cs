using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Users;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01: who may do what with live connections, retained topics and rules, and what that does.</summary>
public sealed class AdministrationMatrixTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, int, int, int, int> Matrix => new()
    {
        //                       anonymous person auditor moderator admin
        { "list connections",    401,      403,   200,    200,      200 },
        { "see subscriptions",   401,      403,   403,    403,      200 },
        { "disconnect",          401,      403,   403,    403,      204 },
        { "list retained",       401,      403,   403,    403,      200 },
        { "remove retained",     401,      403,   403,    403,      204 },
        { "list rules",          401,      403,   200,    200,      200 },
        { "save a rule",         401,      403,   403,    403,      200 },
        { "remove a rule",       401,      403,   403,    403,      204 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A01_each_role_gets_the_answer_of_the_matrix(string operation, int anonymous, int person, int auditor, int moderator, int admin)
    {
        using var nobody = new HttpClient { BaseAddress = program.Address };
        using var anybody = await Staff.AddAsync(program, Token);
        using var reads = await Staff.AddAsync(program, Token, Roles.Auditor);
        using var moderates = await Staff.AddAsync(program, Token, Roles.Moderator);
        using var administers = await Staff.AddAsync(program, Token, Roles.Admin);
        using var client = await Staff.AddAsync(program, Token);
        await using var live = LineClient.MqttJs(Mqtt, 5, (client.Id.Value, "d", client.Token), string.Empty, "chat/inbox", $"app/{client.Id}/#");
        await live.WaitForAsync(line => line.TryGetProperty("state", out _), 1, Token);
        var topic = $"app/{client.Id}/kept";
        await live.WriteAsync(new { publish = topic, payload = "kept", qos = 1, retain = true });
        await live.WaitForAsync(line => line.TryGetProperty("published", out _), 1, Token);
        var connection = await IdOfAsync(administers, client);
        var rule = await AddRuleAsync(administers);

        Assert.Equal((HttpStatusCode)anonymous, await DoAsync(nobody, operation, connection, topic, rule));
        Assert.Equal((HttpStatusCode)person, await DoAsync(anybody.Http, operation, connection, topic, rule));
        Assert.Equal((HttpStatusCode)auditor, await DoAsync(reads.Http, operation, connection, topic, rule));
        Assert.Equal((HttpStatusCode)moderator, await DoAsync(moderates.Http, operation, connection, topic, rule));
        Assert.Equal((HttpStatusCode)admin, await DoAsync(administers.Http, operation, connection, topic, rule));
    }

    [Fact]
    public async Task A_connection_is_listed_with_its_traffic_found_looked_into_and_ended_with_a_reason()
    {
        using var admin = await Staff.AddAsync(program, Token, Roles.Admin);
        using var client = await Staff.AddAsync(program, Token);
        await using var live = LineClient.MqttJs(Mqtt, 5, (client.Id.Value, "d", client.Token), string.Empty, "chat/inbox", $"app/{client.Id}/#");
        await live.WaitForAsync(line => line.TryGetProperty("state", out _), 1, Token);

        var row = await RowOfAsync(admin, client);
        var id = row.GetProperty("id").GetString();
        Assert.Equal(("Mqtt", "MQTT 5.0", "127.0.0.1"), (Text(row, "kind"), Text(row, "protocol"), Text(row, "address")!.Replace("::ffff:", string.Empty, StringComparison.Ordinal)));
        Assert.True(row.GetProperty("bytesIn").GetInt64() > 50);
        Assert.True(row.GetProperty("bytesOut").GetInt64() > 4);
        Assert.Equal(2, row.GetProperty("packetsIn").GetInt64());
        var subscriptions = await admin.Http.GetFromJsonAsync<JsonElement>($"/api/v1/admin/connections/{id}/subscriptions", Token);
        Assert.Equal([$"app/{client.Id}/#", "chat/inbox"], subscriptions.GetProperty("subscriptions").EnumerateArray().Select(one => Text(one, "filter")));

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin.Http, $"/api/v1/admin/connections/{id}/disconnect", new { reason = " " }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(admin.Http, $"/api/v1/admin/connections/{id}/disconnect", new { reason = "a test" }));
        await live.WaitForAsync(line => Text(line, "state") == "closed", 1, Token);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(admin.Http, $"/api/v1/admin/connections/{id}/disconnect", new { reason = "again" }));
        Assert.Equal(1, await program.People.NumberAsync("select count(*) from audit_log where action = 'connection.end' and actor = $1", Token, admin.Id.Value));
    }

    [Fact]
    public async Task A_rule_counts_at_once_and_its_end_too()
    {
        using var admin = await Staff.AddAsync(program, Token, Roles.Admin);
        using var client = await Staff.AddAsync(program, Token);
        var prefix = $"sensors/{Guid.NewGuid():N}";
        Assert.NotEqual(0, await PublishAsync(client, $"{prefix}/a"));

        var rule = await SaveAsync(admin, new { prefix, subject = "user", name = client.Id.Value, publish = true, subscribe = false });
        Assert.Equal(0, await PublishAsync(client, $"{prefix}/a"));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Http.DeleteAsync($"/api/v1/admin/topic-rules/{rule}", Token)).StatusCode);
        Assert.NotEqual(0, await PublishAsync(client, $"{prefix}/a"));
    }

    [Theory]
    [InlineData("chat", "everyone", null)]
    [InlineData("$SYS", "everyone", null)]
    [InlineData("app", "everyone", null)]
    [InlineData("a/+/b", "everyone", null)]
    [InlineData("", "everyone", null)]
    [InlineData("a", "nobody", null)]
    [InlineData("a", "role", "no-such-role")]
    [InlineData("a", "user", "no body")]
    [InlineData("a", "everyone", "alice")]
    public async Task A_rule_that_makes_no_sense_is_refused(string prefix, string subject, string? name)
    {
        using var admin = await Staff.AddAsync(program, Token, Roles.Admin);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin.Http, "/api/v1/admin/topic-rules", new { prefix, subject, name, publish = true, subscribe = true }));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(admin.Http, "/api/v1/admin/topic-rules", new { prefix = "b", subject = "everyone" }));
    }

    private string Mqtt => $"mqtt://127.0.0.1:{program.Program.MqttPort}";

    private static async Task<HttpStatusCode> DoAsync(HttpClient caller, string operation, string connection, string topic, long rule)
    {
        using var answer = operation switch
        {
            "list connections" => await caller.GetAsync("/api/v1/admin/connections", Token),
            "see subscriptions" => await caller.GetAsync($"/api/v1/admin/connections/{connection}/subscriptions", Token),
            "disconnect" => await caller.PostAsJsonAsync($"/api/v1/admin/connections/{connection}/disconnect", new { reason = "a test" }, Token),
            "list retained" => await caller.GetAsync("/api/v1/admin/retained", Token),
            "remove retained" => await caller.DeleteAsync($"/api/v1/admin/retained?reason=test&topic={Uri.EscapeDataString(topic)}", Token),
            "list rules" => await caller.GetAsync("/api/v1/admin/topic-rules", Token),
            "save a rule" => await caller.PostAsJsonAsync(
                "/api/v1/admin/topic-rules", new { prefix = $"matrix/{Guid.NewGuid():N}", subject = "everyone", publish = true, subscribe = true }, Token),
            "remove a rule" => await caller.DeleteAsync($"/api/v1/admin/topic-rules/{rule}", Token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such row."),
        };
        return answer.StatusCode;
    }

    private static string? Text(JsonElement json, string field) => json.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static async Task<JsonElement> RowOfAsync(Staff admin, Staff client)
    {
        var page = await admin.Http.GetFromJsonAsync<JsonElement>($"/api/v1/admin/connections?kind=mqtt&q={client.Id}", Token);
        Assert.Equal(1, page.GetProperty("found").GetInt32());
        return page.GetProperty("connections")[0];
    }

    private static async Task<string> IdOfAsync(Staff admin, Staff client) => Text(await RowOfAsync(admin, client), "id")!;

    private static Task<long> AddRuleAsync(Staff admin)
        => SaveAsync(admin, new { prefix = $"rows/{Guid.NewGuid():N}", subject = "role", name = Roles.Moderator, publish = false, subscribe = true });

    private static async Task<long> SaveAsync(Staff admin, object rule)
    {
        using var answer = await admin.Http.PostAsJsonAsync("/api/v1/admin/topic-rules", rule, Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetInt64();
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient caller, string path, object body)
    {
        using var answer = await caller.PostAsJsonAsync(path, body, Token);
        return answer.StatusCode;
    }

    // A QoS 1 message that is refused makes mosquitto's client of 5.0 end with a code of its own.
    private async Task<int> PublishAsync(Staff client, string topic)
    {
        var (exit, error) = await LineClient.RunAsync(
            "mosquitto_pub", Token, "-h", "127.0.0.1", "-p", program.Program.MqttPort.ToString(CultureInfo.InvariantCulture), "-V", "mqttv5", "-i", "d",
            "-u", client.Id.Value, "-P", client.Token, "-t", topic, "-q", "1", "-m", "x");
        return exit != 0 || error.Contains("0x87", StringComparison.Ordinal) || error.Contains("Not authorized", StringComparison.OrdinalIgnoreCase) || error.Contains("135", StringComparison.Ordinal) ? 1 : 0;
    }
}
