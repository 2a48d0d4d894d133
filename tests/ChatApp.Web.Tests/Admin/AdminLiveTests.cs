using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Users;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Admin;

/// <summary>M03: what one administrator does is in force for everybody and seen by every other at once.</summary>
public sealed class AdminLiveTests(RunningProgram program)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task M03_a_new_word_refuses_masks_and_flags_from_the_moment_it_is_added_and_every_hit_is_told()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        using var auditor = await Staff.AddAsync(program, Cancellation, Roles.Auditor);
        await using var hub = await moderator.ConnectAsync(Cancellation);
        await using var watcher = await auditor.ConnectAsync(Cancellation);
        using var alice = await program.SignInAsync("alice");
        var word = $"zq{Guid.NewGuid():N}"[..20];

        var (added, _) = await hub.InvokeAsync("AddWord", Cancellation, new { text = word, action = "Refuse" });
        using (var refused = await PostAsync(alice, $"see {word} now"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        var version = added!.Value.GetProperty("version").GetInt64();
        await watcher.PushAsync("WordsChanged", push => push.GetProperty("version").GetInt64() == version, Cancellation);
        var hit = await watcher.PushAsync("Hit", push => push.GetProperty("word").GetString() == word, Cancellation);
        Assert.Equal("Refuse", hit.GetProperty("action").GetString());

        var id = added.Value.GetProperty("id").GetString();
        var (changed, error) = await hub.InvokeAsync("ChangeWord", Cancellation, id, version, new { text = word, action = "Mask" });
        Assert.Null(error);
        var masked = await alice.SendAsync(0, "bob", $"see {word} now", Cancellation);
        Assert.Equal($"see {new string('*', 20)} now", masked.GetProperty("text").GetString());

        Assert.Equal("Conflict", (await hub.InvokeAsync("ChangeWord", Cancellation, id, version, new { text = word, action = "Flag" })).Error);
        await hub.InvokeAsync("ChangeWord", Cancellation, id, changed!.Value.GetProperty("version").GetInt64(), new { text = word, action = "Flag" });
        Assert.Equal($"see {word} now", (await alice.SendAsync(0, "bob", $"see {word} now", Cancellation)).GetProperty("text").GetString());
        await watcher.PushAsync("Hit", push => push.GetProperty("word").GetString() == word && push.GetProperty("action").GetString() == "Flag", Cancellation);

        Assert.Null((await hub.InvokeAsync("RemoveWord", Cancellation, id)).Error);
        await alice.SendAsync(0, "bob", $"see {word} now", Cancellation);
    }

    [Fact]
    public async Task M01_M09_a_word_is_found_in_payloads_group_names_and_greetings_too()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        using var person = await Staff.AddAsync(program, Cancellation);
        using var other = await Staff.AddAsync(program, Cancellation);
        await using var hub = await moderator.ConnectAsync(Cancellation);
        var word = $"zs{Guid.NewGuid():N}"[..12];
        var (added, _) = await hub.InvokeAsync("AddWord", Cancellation, new { text = word, action = "Mask" });

        using var group = await person.Http.PostAsJsonAsync(
            "/api/v1/groups", new { name = $"the {word}", members = new[] { other.Id.Value } }, Cancellation);
        Assert.Contains($"the {new string('*', 12)}", await group.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var link = await person.Http.PostAsJsonAsync(
            "/api/v1/messages",
            new { clientId = Guid.NewGuid(), to = new { type = 0, id = other.Id.Value }, kind = "link", text = "look", payload = new { title = word, url = "https://example.org" } },
            Cancellation);
        link.EnsureSuccessStatusCode();
        var stored = await program.People.NumberAsync(
            "select count(*) from messages where sender_id = $1 and payload->>'title' = '************'", Cancellation, person.Id.Value);
        Assert.Equal(1, stored);

        var version = added!.Value.GetProperty("version").GetInt64();
        var id = added.Value.GetProperty("id").GetString();
        await hub.InvokeAsync("ChangeWord", Cancellation, id, version, new { text = word, action = "Refuse" });
        using var refusedGroup = await person.Http.PostAsJsonAsync(
            "/api/v1/groups", new { name = $"the {word}", members = new[] { other.Id.Value } }, Cancellation);
        using var refusedGreeting = await person.Http.PostAsJsonAsync(
            "/api/v1/friends/requests", new { user = other.Id.Value, greeting = word }, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusedGroup.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusedGreeting.StatusCode);
        await hub.InvokeAsync("RemoveWord", Cancellation, id);
    }

    [Fact]
    public async Task A11_the_text_of_a_hit_is_covered_until_a_reason_is_given_and_the_reason_is_on_record()
    {
        using var moderator = await Staff.AddAsync(program, Cancellation, Roles.Moderator);
        await using var hub = await moderator.ConnectAsync(Cancellation);
        using var alice = await program.SignInAsync("alice");
        var word = $"zr{Guid.NewGuid():N}"[..20];
        var (added, _) = await hub.InvokeAsync("AddWord", Cancellation, new { text = word, action = "Flag" });
        await alice.SendAsync(0, "bob", $"private {word}", Cancellation);
        var pushed = await hub.PushAsync("Hit", push => push.GetProperty("word").GetString() == word, Cancellation);

        var (page, _) = await hub.InvokeAsync("ListHits", Cancellation, null, 100);
        var covered = page!.Value.GetProperty("items").EnumerateArray().Single(hit => hit.GetProperty("word").GetString() == word);
        Assert.Equal($"••••••• {word}", covered.GetProperty("text").GetString());

        var id = pushed.GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("InvalidRequest", (await hub.InvokeAsync("RevealHit", Cancellation, id, "")).Error);
        var (revealed, _) = await hub.InvokeAsync("RevealHit", Cancellation, id, "a complaint");
        Assert.Equal($"private {word}", revealed!.Value.GetProperty("text").GetString());

        var (audit, _) = await hub.InvokeAsync("ListAudit", Cancellation, null, 50);
        Assert.Contains(
            audit!.Value.GetProperty("items").EnumerateArray(),
            entry => entry.GetProperty("target").GetString() == $"hit:{id}" && entry.GetProperty("reason").GetString() == "a complaint");
        await hub.InvokeAsync("RemoveWord", Cancellation, added!.Value.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_setting_is_in_force_without_a_restart_and_told_to_every_administrator()
    {
        using var admin = await Staff.AddAsync(program, Cancellation, Roles.Admin);
        using var auditor = await Staff.AddAsync(program, Cancellation, Roles.Auditor);
        await using var hub = await admin.ConnectAsync(Cancellation);
        await using var watcher = await auditor.ConnectAsync(Cancellation);

        Assert.Equal("InvalidRequest", (await hub.InvokeAsync("SetSetting", Cancellation, "Login.Lockout", "59", "test")).Error);
        Assert.Null((await hub.InvokeAsync("SetSetting", Cancellation, "Login.Lockout", "1200", "test")).Error);

        var push = await watcher.PushAsync("SettingChanged", push => push.GetProperty("name").GetString() == "Login.Lockout", Cancellation);
        Assert.Equal("1200", push.GetProperty("value").GetString());
        var (settings, _) = await watcher.InvokeAsync("ListSettings", Cancellation);
        Assert.Equal(
            "1200", settings!.Value.EnumerateArray().Single(setting => setting.GetProperty("name").GetString() == "Login.Lockout").GetProperty("value").GetString());

        Assert.Null((await hub.InvokeAsync("SetSetting", Cancellation, "Login.Lockout", null, "test")).Error);
        var (history, _) = await watcher.InvokeAsync("SettingHistory", Cancellation, "Login.Lockout", null, 10);
        Assert.Equal("1200", history!.Value[0].GetProperty("oldValue").GetString());
        Assert.False(history.Value[0].TryGetProperty("newValue", out _), "The default has no value of its own.");

        // What the configuration of this program fixes stays as it is.
        Assert.Equal("Forbidden", (await hub.InvokeAsync("SetSetting", Cancellation, "Messages.PerUser", "30", "test")).Error);
    }

    [Fact]
    public async Task Figures_come_by_themselves_while_somebody_looks()
    {
        using var auditor = await Staff.AddAsync(program, Cancellation, Roles.Auditor);
        await using var hub = await auditor.ConnectAsync(Cancellation);

        var figures = await hub.PushAsync("Figures", _ => true, Cancellation);

        Assert.True(figures.GetProperty("accounts").GetInt32() > 0);
        Assert.True(figures.GetProperty("memoryBytes").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Number, figures.GetProperty("databaseMs").ValueKind);
    }

    private static Task<HttpResponseMessage> PostAsync(ApiClient sender, string text)
        => sender.Http.PostAsJsonAsync(
            "/api/v1/messages", new { clientId = Guid.NewGuid(), to = new { type = 0, id = "bob" }, kind = "text", text }, Cancellation);
}
