using ChatApp.Browser.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Chat;

public sealed class ComposerTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task K1_ime_enter_does_not_send()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await alice.MakeGroupAsync("IME", Token, "bob"));
        await alice.Box.FocusAsync();
        var devtools = await alice.Context.NewCDPSessionAsync(alice.Page);

        await ComposeAsync(devtools, "ni");
        await PressEnterWhileComposingAsync(devtools);
        await Assertions.Expect(alice.Page.Locator(".msg.own")).ToHaveCountAsync(0);

        await devtools.SendAsync("Input.insertText", new() { ["text"] = "你好" });
        await alice.Page.WaitForTimeoutAsync(100);
        await alice.Box.PressAsync("Enter");
        await alice.SeeAsync("你好");
        Assert.Equal(string.Empty, await alice.Box.InputValueAsync());
    }

    [Fact]
    public async Task B2_ime_not_broken_by_push()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var group = await alice.MakeGroupAsync("IME push", Token, "bob");
        using var bob = await Testing.Program.ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        await alice.OpenGroupAsync(group);
        await alice.Box.FocusAsync();
        var devtools = await alice.Context.NewCDPSessionAsync(alice.Page);

        await ComposeAsync(devtools, "ni h");
        for (var push = 0; push < 5; push++)
        {
            await bob.SendAsync(1, group, $"push {push}", Token);
        }

        await alice.SeeAsync("push 4");
        Assert.Equal("ni h", await alice.Box.InputValueAsync());
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "你好" });
        Assert.Equal("你好", await alice.Box.InputValueAsync());
    }

    [Fact]
    public async Task K1_shift_enter_makes_a_line_and_enter_sends_both()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await alice.MakeGroupAsync("Lines", Token, "bob"));

        await alice.Box.FillAsync("one");
        await alice.Box.PressAsync("Shift+Enter");
        await alice.Page.Keyboard.TypeAsync("two");
        await alice.Box.PressAsync("Enter");

        await Assertions.Expect(alice.Messages.Last.Locator(".msg-text")).ToHaveTextAsync("one\ntwo", new() { UseInnerText = true });
    }

    [Fact]
    public async Task K5_a_draft_stays_with_its_chat_and_survives_a_reload()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var (one, other) = (await alice.MakeGroupAsync("Draft one", Token, "bob"), await alice.MakeGroupAsync("Draft two", Token, "bob"));
        await alice.OpenGroupAsync(one);
        await alice.Box.FillAsync("not finished");

        await alice.Page.ClickAsync($".row[data-chat='1/{other}/0']");
        await Assertions.Expect(alice.Box).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(alice.Page.Locator($".row[data-chat='1/{one}/0'] [data-draft]")).ToContainTextAsync("not finished");
        await alice.Page.ReloadAsync();
        await alice.Page.ClickAsync($".row[data-chat='1/{one}/0']");

        await Assertions.Expect(alice.Box).ToHaveValueAsync("not finished");
    }

    [Fact]
    public async Task K10_a_text_over_the_limit_is_said_and_kept_whole()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await alice.MakeGroupAsync("Limit", Token, "bob"));

        await alice.Box.FillAsync(new string('x', 8_003));
        await Assertions.Expect(alice.Page.Locator("[data-count]")).ToHaveTextAsync("3 characters too many");
        await alice.Box.PressAsync("Enter");

        await Assertions.Expect(alice.Page.Locator("[data-error]")).ToBeVisibleAsync();
        Assert.Equal(8_003, (await alice.Box.InputValueAsync()).Length);
        await Assertions.Expect(alice.Messages.Locator("visible=true").Filter(new() { HasText = "xxx" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task K4_a_mention_is_picked_with_the_keyboard_and_reaches_its_person()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        var group = await alice.MakeGroupAsync("Mentions", Token, "bob", "chenwei");
        await bob.GoAsync("/chat", $".row[data-chat='1/{group}/0']");
        await alice.OpenGroupAsync(group);

        await alice.Box.PressSequentiallyAsync("hello @bo");
        await Assertions.Expect(alice.Page.Locator(".mention-option")).ToHaveCountAsync(1);
        await alice.Box.PressAsync("Enter");
        await alice.Page.Keyboard.TypeAsync("look");
        await alice.Box.PressAsync("Enter");

        await Assertions.Expect(alice.Messages.Last.Locator(".mention")).ToHaveTextAsync("@Bob Keller");
        await Assertions.Expect(bob.Page.Locator($".row[data-chat='1/{group}/0'] .row-mark")).ToContainTextAsync("Mentioned you");
    }

    [Fact]
    public async Task K11_a_refused_word_is_named_and_the_text_stays_in_the_box()
    {
        var word = $"word{Guid.NewGuid():N}"[..14];
        await using var admin = await stage.SignInAsync("admin", Token);
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await alice.MakeGroupAsync("Words", Token, "bob"));
        await admin.GoAsync("/admin/words", ".admin-page h1");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add word" }).First.ClickAsync();
        await admin.Page.Locator("dialog[open] input").First.FillAsync(word);
        await admin.Page.ClickAsync("dialog[open] .button-primary");
        await Assertions.Expect(admin.Page.GetByText(word, new() { Exact = true }).First).ToBeVisibleAsync();
        await alice.Page.WaitForTimeoutAsync(2_000);

        await alice.SendAsync($"this says {word} and more");

        await Assertions.Expect(alice.Page.Locator("[data-error]")).ToContainTextAsync("The message contains words that are not allowed. Not sent.");
        await Assertions.Expect(alice.Page.Locator("[data-error] mark")).ToHaveTextAsync(word);
        await Assertions.Expect(alice.Box).ToHaveValueAsync($"this says {word} and more");
        await Assertions.Expect(alice.Page.Locator(".msg.own")).ToHaveCountAsync(0);
        await alice.SendAsync("this says nothing bad");
        await alice.SeeAsync("this says nothing bad");
        await Assertions.Expect(alice.Page.Locator("[data-error]")).ToBeHiddenAsync();
    }

    private static async Task ComposeAsync(ICDPSession devtools, string text)
        => await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = text, ["selectionStart"] = text.Length, ["selectionEnd"] = text.Length });

    // What Chromium sends for the Enter that ends a composition: key code 229.
    private static async Task PressEnterWhileComposingAsync(ICDPSession devtools)
    {
        await devtools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["windowsVirtualKeyCode"] = 229, ["key"] = "Enter", ["code"] = "Enter" });
        await devtools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["windowsVirtualKeyCode"] = 13, ["key"] = "Enter", ["code"] = "Enter" });
    }
}
