using ChatApp.Browser.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Chat;

/// <summary>What is done to messages, by the keyboard alone where it can be.</summary>
public sealed class MessageActTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keyboard_only_path_edits_recalls_pins_and_deletes_and_the_others_see_it_at_once()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        var group = await alice.MakeGroupAsync("Acts", Token, "bob");
        await alice.OpenGroupAsync(group);
        await bob.OpenGroupAsync(group);
        foreach (var text in new[] { "frist", "secret", "stays" })
        {
            await alice.SendAsync(text);
            await alice.SeeAsync(text);
        }

        await alice.Box.PressAsync("Shift+Tab");
        await Own(alice, "frist").FocusAsync();
        await alice.Page.Keyboard.PressAsync("e");
        await Assertions.Expect(alice.Box).ToHaveValueAsync("frist");
        await alice.Box.FillAsync("first");
        await alice.Box.PressAsync("Enter");
        await bob.SeeAsync("first");
        await Assertions.Expect(alice.Box).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(bob.Page.Locator(".msg-mark", new() { HasText = "edited" })).ToHaveCountAsync(1);

        await Own(alice, "secret").FocusAsync();
        await alice.Page.Keyboard.PressAsync("Enter");
        await alice.Page.Keyboard.PressAsync("End");
        await alice.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(bob.Page.Locator(".notice.msg", new() { HasText = "removed a message" })).ToHaveCountAsync(1);
        await Assertions.Expect(bob.Messages.GetByText("secret", new() { Exact = true })).ToHaveCountAsync(0);

        await Own(alice, "stays").FocusAsync();
        await alice.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(bob.Page.Locator(".msg[data-pinned='true']")).ToHaveCountAsync(1);
        await Own(alice, "stays").FocusAsync();
        await alice.Page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(alice.Messages.GetByText("stays", new() { Exact = true })).ToHaveCountAsync(0);
        await bob.SeeAsync("stays");
        alice.AssertNoComplaints();
        bob.AssertNoComplaints();
    }

    [Fact]
    public async Task Reactions_are_counted_live_and_a_click_on_one_joins_it_or_leaves_it()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        var group = await alice.MakeGroupAsync("Reactions", Token, "bob");
        await alice.OpenGroupAsync(group);
        await bob.OpenGroupAsync(group);
        await alice.SendAsync("good news");
        await bob.SeeAsync("good news");

        var row = bob.Page.Locator(".msg[data-acts]", new() { HasText = "good news" });
        await row.HoverAsync();
        await row.Locator("[data-act='react']").ClickAsync();
        await bob.Page.Locator(".emoji-grid button").First.ClickAsync();
        var chip = alice.Page.Locator(".reaction");
        await Assertions.Expect(chip).ToContainTextAsync("1");
        await Assertions.Expect(chip).ToHaveAttributeAsync("aria-pressed", "false");

        await chip.ClickAsync();
        await Assertions.Expect(bob.Page.Locator(".reaction")).ToContainTextAsync("2");
        await Assertions.Expect(chip).ToHaveAttributeAsync("aria-pressed", "true");
        await chip.ClickAsync();
        await Assertions.Expect(bob.Page.Locator(".reaction")).ToContainTextAsync("1");
        alice.AssertNoComplaints();
        bob.AssertNoComplaints();
    }

    [Fact]
    public async Task M4_a_message_is_sent_then_delivered_when_the_other_has_a_page_open_and_read_when_it_was_seen()
    {
        await using var carol = await stage.SignInAsync("carol", Token);
        await carol.GoAsync("/chat/single/chenwei", "[data-chat-ready]");
        await carol.SendAsync("how far did this come?");
        var status = Own(carol, "how far did this come?").Locator(".status");
        await Assertions.Expect(status).ToHaveAttributeAsync("title", "Sent");

        await using var chenwei = await stage.SignInAsync("chenwei", Token);
        await chenwei.GoAsync("/chat", ".row[data-chat]");
        await Assertions.Expect(status).ToHaveAttributeAsync("title", "Delivered");
        await carol.SendAsync("and this?");
        var next = Own(carol, "and this?").Locator(".status");
        await Assertions.Expect(next).ToHaveAttributeAsync("title", "Delivered");

        await chenwei.Page.Locator(".row[href$='chat/single/carol']").ClickAsync();
        await Assertions.Expect(next).ToHaveAttributeAsync("title", "Read");
        carol.AssertNoComplaints();
        chenwei.AssertNoComplaints();
    }

    private static ILocator Own(Actor actor, string text) => actor.Page.Locator(".msg.own[data-acts]", new() { HasText = text });
}
