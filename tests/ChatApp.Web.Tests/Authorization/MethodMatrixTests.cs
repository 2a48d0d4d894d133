using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Rpc;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01: the methods of <c>chat/rpc</c>, by the status that HTTP gives their refusals. The same services answer MQTT.</summary>
public sealed class MethodMatrixTests(RunningProgram program)
{
    // What is about the caller alone, or about people that everybody may look up.
    private static readonly string[] OwnMethods =
    [
        "conversations", "users.me", "users.search", "presence.get", "presence.setStatus", "friends.list", "friends.requests", "settings.get",
        "settings.put", "sessions.list", "sessions.endOthers", "security.list", "groups.create", "scheduled.list", "reminders.list",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, int, int, int, int> Matrix => new()
    {
        //                         anonymous stranger exMember member owner
        { "history",               401,      404,     200,     200,   200 },
        { "catchUp",               401,      404,     200,     200,   200 },
        { "search",                401,      404,     200,     200,   200 },
        { "markRead",              401,      404,     200,     200,   200 },
        { "markUnread",            401,      404,     200,     200,   200 },
        { "markDelivered",         401,      404,     200,     200,   200 },
        { "marks",                 401,      404,     404,     200,   200 },
        { "readers",               401,      404,     404,     200,   200 },
        { "conversations.mark",    401,      404,     200,     200,   200 },
        { "drafts.get",            401,      404,     200,     200,   200 },
        { "drafts.put",            401,      404,     200,     200,   200 },
        { "typing",                401,      404,     403,     200,   200 },
        { "groups.get",            401,      404,     200,     200,   200 },
        { "groups.members",        401,      404,     404,     200,   200 },
        { "groups.add",            401,      404,     403,     200,   200 },
        { "groups.remove",         401,      404,     403,     403,   200 },
        { "groups.rename",         401,      404,     403,     403,   200 },
        { "groups.setHistory",     401,      404,     403,     403,   200 },
        { "groups.rights",         401,      404,     403,     200,   200 },
        { "groups.setRights",      401,      404,     403,     403,   200 },
        { "changes",               401,      404,     403,     200,   200 },
        { "edit",                  401,      404,     403,     403,   403 },
        { "versions",              401,      404,     200,     200,   200 },
        { "recall",                401,      404,     403,     403,   200 },
        { "react",                 401,      404,     403,     200,   200 },
        { "reactions",             401,      404,     200,     200,   200 },
        { "pin",                   401,      404,     403,     200,   200 },
        { "pins",                  401,      404,     200,     200,   200 },
        { "star",                  401,      404,     200,     200,   200 },
        { "stars",                 401,      200,     200,     200,   200 },
        { "delete",                401,      404,     200,     200,   200 },
        { "clear",                 401,      404,     200,     200,   200 },
        { "forward",               401,      404,     200,     200,   200 },
        { "forwardMerged",         401,      404,     200,     200,   200 },
        { "scheduled.save",        401,      403,     403,     200,   200 },
        { "reminders.add",         401,      404,     200,     200,   200 },
        { "channels.list",         401,      404,     404,     404,   404 },
        { "chatrooms.join",        401,      404,     404,     404,   404 },
        { "media.ticket",          401,      404,     404,     404,   404 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A01_A02_A05_each_caller_of_a_method_gets_the_answer_of_the_matrix(string method, int anonymous, int stranger, int exMember, int member, int owner)
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        using var carol = await program.SignInAsync("carol");
        using var wangfang = await program.SignInAsync("wangfang");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        var group = await MakeGroupAsync(alice, "bob", "carol", "lina");
        using (var lina = await program.SignInAsync("lina"))
        {
            await lina.SendAsync(1, group, "of another", Token);
        }

        Assert.Equal(HttpStatusCode.OK, await CallAsync(alice.Http, "groups.remove", new { group, user = "carol" }));
        var conversation = new { type = 1, id = group };
        var parameters = new
        {
            conversation,
            sequence = 2,
            sequences = new[] { 2 },
            group,
            user = "lina",
            users = new[] { "chenwei" },
            name = "New name",
            visible = true,
            mentionEveryone = "managers",
            pin = "everyone",
            text = "words",
            emoji = "👍",
            pinned = true,
            dueAt = TimeProvider.System.GetUtcNow().AddDays(1),
        };
        object body = method switch
        {
            "forward" => new { from = conversation, to = new { type = 0, id = "chenwei" }, items = new[] { new { sequence = 2, clientId = Guid.NewGuid() } } },
            "forwardMerged" => new { from = conversation, to = new { type = 0, id = "chenwei" }, clientId = Guid.NewGuid(), sequences = new[] { 2 } },
            "scheduled.save" => new { message = new { clientId = Guid.NewGuid(), to = conversation, kind = "text", text = "later" }, dueAt = parameters.dueAt },
            _ => parameters,
        };

        Assert.Equal((HttpStatusCode)anonymous, await CallAsync(nobody, method, body));
        Assert.Equal((HttpStatusCode)stranger, await CallAsync(wangfang.Http, method, body));
        Assert.Equal((HttpStatusCode)exMember, await CallAsync(carol.Http, method, body));
        Assert.Equal((HttpStatusCode)member, await CallAsync(bob.Http, method, body));
        Assert.Equal((HttpStatusCode)owner, await CallAsync(alice.Http, method, body));
    }

    [Fact]
    public async Task A01_methods_about_the_caller_ask_for_a_session_and_reach_nobody_else()
    {
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        using var nobody = new HttpClient { BaseAddress = program.Address };
        foreach (var method in Endpoints.Services.GetRequiredService<RpcService>().Methods)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(nobody, method, new { }));
        }

        var sessions = (await alice.GetAsync("/api/v1/sessions", Token)).GetProperty("sessions");
        var hers = sessions.EnumerateArray().First(session => session.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "sessions.end", new { session = hers }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "sessions.end", new { session = "nonsense" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "sessions.notMine", new { session = hers }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "sessions.rename", new { session = hers, name = "mine" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "friends.answer", new { user = "nobody-at-all", accept = true }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "friends.remove", new { user = "nobody-at-all" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "friends.block", new { user = "nobody-at-all" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "friends.request", new { user = "nobody-at-all" }));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, "users.get", new { user = "nobody-at-all" }));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(alice.Http, "users.get", new { user = "bob" }));
        await ReachesNobodysScheduleAsync(alice, bob);
        foreach (var step in new[] { "qr.get", "qr.confirm", "qr.refuse", "qr.cancel" })
        {
            Assert.Equal(HttpStatusCode.Gone, await CallAsync(bob.Http, step, new { code = "AAAAAAAAAAAAAAAAAAAAAA", number = 10 }));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await CallAsync(bob.Http, "qr.scan", new { code = "https://elsewhere.example/q/AAAAAAAAAAAAAAAAAAAAAA" }));
    }

    // A message for later and a reminder are their owner's alone: whoever else names them is told that they do not exist.
    private static async Task ReachesNobodysScheduleAsync(ApiClient alice, ApiClient bob)
    {
        var group = await MakeGroupAsync(alice, "bob");
        var conversation = new { type = 1, id = group };
        var dueAt = TimeProvider.System.GetUtcNow().AddDays(1);
        var clientId = Guid.NewGuid();
        Assert.Equal(
            HttpStatusCode.OK, await CallAsync(alice.Http, "scheduled.save", new { message = new { clientId, to = conversation, kind = "text", text = "later" }, dueAt }));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(alice.Http, "reminders.add", new { conversation, sequence = 1, dueAt }));
        using var listed = await alice.Http.PostAsJsonAsync("/api/v1/rpc/reminders.list", new { }, Token);
        var reminder = (await listed.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("result").GetProperty("reminders").EnumerateArray().Last()
            .GetProperty("id").GetString();
        foreach (var (method, body) in new (string, object)[]
        {
            ("scheduled.send", new { clientId }), ("scheduled.cancel", new { clientId }), ("reminders.cancel", new { reminder }),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, await CallAsync(bob.Http, method, body));
            Assert.Equal(HttpStatusCode.NotFound, await CallAsync(alice.Http, method, new { clientId = "nonsense", reminder = "nonsense" }));
        }

        Assert.Equal(HttpStatusCode.OK, await CallAsync(alice.Http, "scheduled.cancel", new { clientId }));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(alice.Http, "reminders.cancel", new { reminder }));
    }

    [Fact]
    public void A01_every_method_has_its_row()
    {
        string[] others =
        [
            "sessions.end", "sessions.notMine", "sessions.rename", "friends.answer", "friends.remove", "friends.block", "friends.request", "users.get", "qr.get", "qr.confirm", "qr.refuse",
            "qr.cancel", "qr.scan", "scheduled.send", "scheduled.cancel", "reminders.cancel",
        ];
        var rows = Matrix.Select(row => row.Data.Item1).Concat(OwnMethods).Concat(others).Where(name => !name.StartsWith("channels.", StringComparison.Ordinal)
            && !name.StartsWith("chatrooms.", StringComparison.Ordinal) && name != "media.ticket");

        Assert.Equal(Endpoints.Services.GetRequiredService<RpcService>().Methods.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A14_a_form_of_another_site_calls_no_method()
    {
        using var alice = await program.SignInAsync("alice");
        using var form = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain");

        using var answer = await alice.Http.PostAsync("/api/v1/rpc/sessions.endOthers", form, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> CallAsync(HttpClient caller, string method, object body)
    {
        using var answer = await caller.PostAsJsonAsync($"/api/v1/rpc/{method}", body, Token);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal(answer.IsSuccessStatusCode, told.GetProperty("ok").GetBoolean());
        }

        return answer.StatusCode;
    }

    private static async Task<string> MakeGroupAsync(ApiClient owner, params string[] members)
    {
        using var answer = await owner.Http.PostAsJsonAsync("/api/v1/rpc/groups.create", new { name = "Methods", members }, Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("result").GetProperty("groupId").GetString()!;
    }
}
