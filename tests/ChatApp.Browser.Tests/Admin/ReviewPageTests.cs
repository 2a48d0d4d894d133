using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Browser.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Admin;

/// <summary>Messages that wait for a moderator, as the moderator works through them.</summary>
public sealed class ReviewPageTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "en-GB", "Hold")]
    [InlineData(true, "zh-CN", "待审")]
    public async Task M04_keyboard_only_path_lets_one_message_through_and_keeps_another_back(bool dark, string language, string hold)
    {
        await using var admin = await stage.SignInAsync("admin", Token, new Screen(Dark: dark, Language: language, ReducedMotion: true));
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        var group = await alice.MakeGroupAsync("Review", Token, "bob");
        await alice.OpenGroupAsync(group);
        await bob.OpenGroupAsync(group);
        var word = $"lychee{Guid.NewGuid():N}"[..16];
        await HoldAsync(admin, word, hold);
        await InForceAsync(alice, word);

        await admin.GoAsync("/admin/review", "h1");
        await alice.SendAsync($"good {word}");
        await alice.SendAsync($"bad {word}");

        // The list is live: what is held appears while the moderator looks, the newest first.
        var good = admin.Page.Locator("tr", new() { HasText = $"good {word}" });
        var bad = admin.Page.Locator("tr", new() { HasText = $"bad {word}" });
        await Assertions.Expect(good).ToBeVisibleAsync();
        await Assertions.Expect(bad).ToBeVisibleAsync();
        Assert.Empty((await admin.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));

        await good.GetByRole(AriaRole.Button).First.FocusAsync();
        await admin.Page.Keyboard.PressAsync("Enter");
        await bob.SeeAsync($"good {word}");
        await Assertions.Expect(good).ToHaveCountAsync(0);
        await bad.GetByRole(AriaRole.Button).First.FocusAsync();
        await admin.Page.Keyboard.PressAsync("Tab");
        await admin.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(bad).ToHaveCountAsync(0);

        // The next message proves that nothing came before it.
        await alice.SendAsync("after both");
        await bob.SeeAsync("after both");
        await Assertions.Expect(bob.Messages.GetByText($"bad {word}")).ToHaveCountAsync(0);
        admin.AssertNoComplaints();
        bob.AssertNoComplaints();
    }

    private static async Task HoldAsync(Actor admin, string word, string hold)
    {
        await admin.GoAsync("/admin/words", "h1");
        await admin.Page.Locator(".admin-acts .button-primary").ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync(word);
        await dialog.Locator(".option").Filter(new() { Has = admin.Page.GetByText(hold, new() { Exact = true }) }).ClickAsync();
        await dialog.Locator(".button-primary").ClickAsync();
        await Assertions.Expect(admin.Page.GetByText(word, new() { Exact = true }).First).ToBeVisibleAsync();
    }

    // Asked in her own notes, where nobody else meets what is still let through.
    private static async Task InForceAsync(Actor alice, string word)
    {
        while (true)
        {
            using var answer = await alice.Client.Http.PostAsJsonAsync(
                "/api/v1/messages", new { clientId = Guid.NewGuid(), to = new { type = 0, id = "alice" }, kind = "text", text = word }, Token);
            if ((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).TryGetProperty("state", out var state) && state.GetString() == "held")
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }
    }
}
