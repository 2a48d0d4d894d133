using System.Net.WebSockets;
using System.Reflection;
using ChatApp.Core.Administration;
using ChatApp.Core.Users;
using ChatApp.Web.Hubs;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Admin;

public sealed class AdminHubTests(RunningProgram program)
{
    private const string Nobody = "nobody-at-all";

    // Every method with arguments that change nothing: what it answers beside Forbidden does not matter here.
    private static readonly Dictionary<string, (AdminRight Right, object?[] Arguments)> Methods = new(StringComparer.Ordinal)
    {
        ["Figures"] = (AdminRight.Read, []),
        ["ListWords"] = (AdminRight.Read, [new { limit = 5 }]),
        ["TryText"] = (AdminRight.Read, ["text", "Messages"]),
        ["ListHits"] = (AdminRight.Read, [null, 5]),
        ["ListSettings"] = (AdminRight.Read, []),
        ["SettingHistory"] = (AdminRight.Read, [null, null, 5]),
        ["GroupRetention"] = (AdminRight.Read, [Nobody]),
        ["ListUsers"] = (AdminRight.Read, ["zzz", null, 5]),
        ["ListSessions"] = (AdminRight.Read, [Nobody]),
        ["ListAudit"] = (AdminRight.Read, [null, 5]),
        ["AddWord"] = (AdminRight.Moderate, [new { text = "***" }]),
        ["ChangeWord"] = (AdminRight.Moderate, ["999999999", 1, new { text = "x1" }]),
        ["RemoveWord"] = (AdminRight.Moderate, ["999999999"]),
        ["ListReview"] = (AdminRight.Moderate, ["Waiting", null, 5]),
        ["ApproveReview"] = (AdminRight.Moderate, ["999999999"]),
        ["RejectReview"] = (AdminRight.Moderate, ["999999999"]),
        ["RevealHit"] = (AdminRight.Moderate, ["999999999", "test"]),
        ["SetSetting"] = (AdminRight.Administer, ["No.Such", "1", "test"]),
        ["SetGroupRetention"] = (AdminRight.Administer, [Nobody, 30, "test"]),
        ["SuspendUser"] = (AdminRight.Administer, [Nobody, null, "test"]),
        ["UnsuspendUser"] = (AdminRight.Administer, [Nobody, "test"]),
        ["SetRoles"] = (AdminRight.Administer, [Nobody, Array.Empty<string>(), "test"]),
        ["EndSession"] = (AdminRight.Administer, [Nobody, Guid.Empty.ToString("N"), "test"]),
        ["EndAllSessions"] = (AdminRight.Administer, [Nobody, "test"]),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A01_the_matrix_names_every_method_of_the_hub()
    {
        var methods = typeof(AdminHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Except(["OnConnectedAsync", "OnDisconnectedAsync"])
            .Order(StringComparer.Ordinal);

        Assert.Equal(methods, Methods.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Moderator)]
    [InlineData(Roles.Auditor)]
    public async Task A01_each_role_may_call_what_is_its_own_and_nothing_else(string role)
    {
        using var staff = await Staff.AddAsync(program, Cancellation, role);
        await using var hub = await staff.ConnectAsync(Cancellation);
        var actor = new Administrator(staff.Id, [role]);
        foreach (var (method, (right, arguments)) in Methods)
        {
            var (_, error) = await hub.InvokeAsync(method, Cancellation, arguments);
            Assert.True(actor.Allows(right) == (error != "Forbidden"), $"{method} by {role}: {error ?? "carried out"}");
        }
    }

    [Fact]
    public async Task A01_without_a_role_nobody_connects()
    {
        using var person = await Staff.AddAsync(program, Cancellation);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => person.ConnectAsync(Cancellation));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(program.Address, "/hubs/admin", "no-such-token", Cancellation));
        Assert.Contains("401", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A10_a_role_that_was_taken_away_is_gone_at_once_and_the_old_session_with_it()
    {
        using var admin = await Staff.AddAsync(program, Cancellation, Roles.Admin);
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        await using var adminHub = await admin.ConnectAsync(Cancellation);
        await using var moderatorHub = await moderator.ConnectAsync(Cancellation);

        var (_, error) = await adminHub.InvokeAsync("SetRoles", Cancellation, moderator.Id.Value, Array.Empty<string>(), "moved on");

        Assert.Null(error);
        await moderatorHub.Closed.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => moderator.ConnectAsync(Cancellation));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A10_nobody_changes_the_own_account()
    {
        using var admin = await Staff.AddAsync(program, Cancellation, Roles.Admin);
        await using var hub = await admin.ConnectAsync(Cancellation);

        Assert.Equal("Forbidden", (await hub.InvokeAsync("SuspendUser", Cancellation, admin.Id.Value, null, "test")).Error);
        Assert.Equal("Forbidden", (await hub.InvokeAsync("SetRoles", Cancellation, admin.Id.Value, Array.Empty<string>(), "test")).Error);
        Assert.Equal("Forbidden", (await hub.InvokeAsync("EndAllSessions", Cancellation, admin.Id.Value, "test")).Error);
    }

    [Fact]
    public async Task A_suspension_asks_for_a_reason_ends_every_session_and_can_be_lifted()
    {
        using var admin = await Staff.AddAsync(program, Cancellation, Roles.Admin);
        using var person = await Staff.AddAsync(program, Cancellation);
        await using var hub = await admin.ConnectAsync(Cancellation);
        await using var chat = await HubClient.ConnectAsync(program.Address, "/hubs/chat", person.Token, Cancellation);
        await hub.PushAsync("ConnectionChanged", push => push.GetProperty("userId").GetString() == person.Id.Value, Cancellation);

        Assert.Equal("InvalidRequest", (await hub.InvokeAsync("SuspendUser", Cancellation, person.Id.Value, null, " ")).Error);
        var (ended, error) = await hub.InvokeAsync("SuspendUser", Cancellation, person.Id.Value, null, "spam");

        Assert.Null(error);
        Assert.Equal(1, ended!.Value.GetInt32());
        await chat.Closed.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await person.GetAsync("/api/v1/conversations", Cancellation));

        Assert.Null((await hub.InvokeAsync("UnsuspendUser", Cancellation, person.Id.Value, "sorry")).Error);
        var (page, _) = await hub.InvokeAsync("ListUsers", Cancellation, person.Id.Value, null, 5);
        Assert.Equal("Active", page!.Value.GetProperty("items")[0].GetProperty("status").GetString());
        var (audit, _) = await hub.InvokeAsync("ListAudit", Cancellation, null, 50);
        Assert.Contains(
            audit!.Value.GetProperty("items").EnumerateArray(),
            entry => entry.GetProperty("action").GetString() == "user.suspend"
                && entry.GetProperty("target").GetString() == $"user:{person.Id}"
                && entry.GetProperty("reason").GetString() == "spam");
    }
}
