using ChatApp.Browser.Tests.Support;
using Deque.AxeCore.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Shell;

public sealed class AccessibilityTests(Stage stage)
{
    private static readonly (string Path, string WaitFor)[] Pages =
    [
        ("/chat", ".row[data-chat]"), ("/chat/single/bob", ".msg"), ("/contacts", ".row-compact"), ("/contacts/bob", ".profile"), ("/contacts/requests", ".chat-head"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "en-GB")]
    [InlineData(false, "zh-CN")]
    [InlineData(true, "en-GB")]
    [InlineData(true, "zh-CN")]
    public async Task Axe_zero_on_every_page(bool dark, string language)
    {
        await using var alice = await stage.SignInAsync("alice", Token, new Screen(Dark: dark, Language: language, ReducedMotion: true));
        foreach (var (path, waitFor) in Pages)
        {
            await alice.GoAsync(path, waitFor);
            await AssertAxeAsync(alice, path);
        }
    }

    [Fact]
    public async Task Axe_zero_in_dialogs_menus_and_details()
    {
        await using var alice = await stage.SignInAsync("alice", Token, new Screen(ReducedMotion: true));
        var group = await alice.MakeGroupAsync("Axe", Token, "bob");
        await alice.OpenGroupAsync(group);
        await alice.SendAsync("something");
        await alice.SeeAsync("something");
        await alice.Page.ClickAsync(".chat-head-person");
        await alice.Page.WaitForSelectorAsync(".details .avatar");
        await AssertAxeAsync(alice, "details");

        await alice.Page.ClickAsync(".details .row button, .details button.row");
        await alice.Page.WaitForSelectorAsync("dialog[open] .choice");
        await AssertAxeAsync(alice, "add people");
        await alice.Page.Keyboard.PressAsync("Escape");
        await alice.Page.ClickAsync(".rail [popovertarget='menu-settings']");
        await AssertAxeAsync(alice, "settings menu");
        await alice.Page.Keyboard.PressAsync("Escape");
        await alice.Page.Keyboard.PressAsync("Control+K");
        await alice.Page.WaitForSelectorAsync("dialog[open] .row");
        await AssertAxeAsync(alice, "switcher");
    }

    [Fact]
    public async Task Target_size_24()
    {
        await using var alice = await stage.SignInAsync("alice", Token, new Screen(390, 844));
        foreach (var (path, waitFor) in Pages)
        {
            await alice.GoAsync(path, waitFor);
            var small = await alice.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('button, a[href], input, [tabindex="0"]')]
                  .filter(one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.visually-hidden, .skip-link, .msg-text'))
                  .map(one => [one, one.getBoundingClientRect()])
                  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
                  .map(([one, box]) => `${one.className} ${box.width}x${box.height}`)
                """);
            Assert.Empty(small);
        }
    }

    private static async Task AssertAxeAsync(Actor actor, string where)
    {
        // Colours that fade in would be measured half way.
        await actor.Page.WaitForTimeoutAsync(400);
        var result = await actor.Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
