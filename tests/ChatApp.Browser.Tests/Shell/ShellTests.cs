using ChatApp.Browser.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Shell;

public sealed class ShellTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/chat", ".row[data-chat]")]
    [InlineData("/chat/single/bob", ".msg")]
    [InlineData("/contacts", ".row-compact")]
    [InlineData("/contacts/bob", ".profile")]
    [InlineData("/contacts/requests", ".chat-head")]
    public async Task Reflow_320_nothing_is_cut_off_or_scrolls_sideways(string path, string waitFor)
    {
        foreach (var language in new[] { "en-GB", "zh-CN" })
        {
            await using var alice = await stage.SignInAsync("alice", Token, new Screen(320, 568, Language: language));
            await alice.GoAsync(path, waitFor);

            var wide = await alice.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('body *')]
                  .filter(one => one.checkVisibility() && !one.closest('.visually-hidden, [popover], .chat-filters, .skip-link, .row-text, .row-name') && one.getBoundingClientRect().right > innerWidth + 1)
                  .map(one => one.className || one.tagName)
                """);
            Assert.Empty(wide);
            Assert.True(await alice.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    [Fact]
    public async Task L2_back_button_panes_on_a_phone()
    {
        await using var alice = await stage.SignInAsync("alice", Token, new Screen(390, 844));
        await alice.GoAsync("/chat", ".row[data-chat]");
        await alice.Chats.First.ClickAsync();
        await Assertions.Expect(alice.Page.Locator(".chat-head")).ToBeVisibleAsync();
        await Assertions.Expect(alice.Page.Locator(".pane-list")).ToBeHiddenAsync();

        await alice.Page.GoBackAsync();
        await Assertions.Expect(alice.Page.Locator(".pane-list")).ToBeVisibleAsync();
        await alice.Chats.First.ClickAsync();
        await alice.Page.ClickAsync(".chat-head .back-button");

        await Assertions.Expect(alice.Page.Locator(".pane-list")).ToBeVisibleAsync();
        alice.AssertNoComplaints();
    }

    [Fact]
    public async Task Language_and_theme_change_without_a_restart_and_stay()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.GoAsync("/chat/single/bob", ".msg");
        await Assertions.Expect(alice.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");

        await alice.Page.ClickAsync(".rail [popovertarget='menu-settings']");
        await alice.Page.ClickAsync("#menu-settings [lang='zh-Hans']");
        await Assertions.Expect(alice.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await Assertions.Expect(alice.Page.Locator(".pane-list h1")).ToHaveTextAsync("聊天");
        Assert.EndsWith("/chat/single/bob", alice.Page.Url, StringComparison.Ordinal);
        await alice.Page.ClickAsync(".rail [popovertarget='menu-settings']");
        await alice.Page.ClickAsync("[data-theme-choice='dark']");
        var dark = await alice.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await alice.Page.ReloadAsync();

        await Assertions.Expect(alice.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(15, 17, 22)", dark);
        Assert.Equal(dark, await alice.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        alice.AssertNoComplaints();
    }

    [Fact]
    public async Task Title_badge_counts_what_waits_unread()
    {
        await using var carol = await stage.SignInAsync("carol", Token);
        await using var wangfang = await stage.SignInAsync("wangfang", Token);
        await carol.GoAsync("/chat", ".row[data-chat]");
        var before = await UnreadAsync(carol);

        await wangfang.Client.SendAsync(0, "carol", "one more", Token);

        await Assertions.Expect(carol.Page).ToHaveTitleAsync($"({before + 1}) Chats – ChatApp");
        await carol.Page.ClickAsync(".row[data-chat='0/wangfang/0']");
        await carol.SeeAsync("one more");
        await Assertions.Expect(carol.Page.Locator(".row[data-chat='0/wangfang/0'] .pill")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Announcer_speaks_only_new()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var group = await alice.MakeGroupAsync("Announce", Token, "bob");
        using var bob = await Testing.Program.ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        await bob.SendAsync(1, group, "old news", Token);
        await alice.OpenGroupAsync(group);
        var announcer = alice.Page.Locator("#announcer");
        await Assertions.Expect(announcer).ToBeEmptyAsync();

        await alice.SendAsync("my own words");
        await bob.SendAsync(1, group, "good news", Token);

        await Assertions.Expect(announcer).ToHaveTextAsync("Bob Keller: good news");
        for (var at = 0; at < 5; at++)
        {
            await bob.SendAsync(1, group, $"more {at}", Token);
        }

        await Assertions.Expect(announcer).ToHaveTextAsync("5 new messages");
    }

    [Fact]
    public async Task Keyboard_only_path_finds_a_chat_writes_and_goes_to_the_next()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.GoAsync("/chat", "[data-keys] .row[data-chat]");

        await alice.Page.Keyboard.PressAsync("Control+K");
        await Assertions.Expect(alice.Page.Locator("dialog[open] input")).ToBeFocusedAsync();
        await alice.Page.Keyboard.TypeAsync("Carol");
        await Assertions.Expect(alice.Page.Locator("dialog[open] .row").First).ToContainTextAsync("Carol");
        await alice.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(alice.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(alice.Page).ToHaveURLAsync("/chat/single/carol");
        await Assertions.Expect(alice.Box).ToBeFocusedAsync();
        await alice.Page.Keyboard.TypeAsync("by keyboard");
        await alice.Page.Keyboard.PressAsync("Enter");
        await alice.SeeAsync("by keyboard");

        await alice.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(alice.Page).Not.ToHaveURLAsync("/chat/single/carol");
        await alice.Page.Keyboard.PressAsync("Alt+ArrowUp");
        await Assertions.Expect(alice.Page).ToHaveURLAsync("/chat/single/carol");
        await Assertions.Expect(alice.Page.Locator("[data-chat-ready='0/carol/0']")).ToHaveCountAsync(1);
        await alice.Page.Keyboard.PressAsync("Shift+ArrowUp");
        await Assertions.Expect(alice.Page.Locator("[data-reply-text]")).ToHaveTextAsync("by keyboard");
        await alice.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(alice.Page.Locator("[data-reply]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_address_that_is_none_says_so()
    {
        await using var alice = await stage.SignInAsync("alice", Token);

        await alice.GoAsync("/chat/single/nobody-here", "text=There is nothing here");
        await alice.GoAsync("/chat/group/01a1fccefdea7ea8bd31bb676fa72a13", "text=There is nothing here");
        await alice.GoAsync("/chat/nonsense/x", "text=There is nothing here");
        Assert.Equal(0, await alice.Page.Locator("#blazor-error-ui:visible").CountAsync());
    }

    private static async Task<int> UnreadAsync(Actor actor)
    {
        await actor.Page.WaitForTimeoutAsync(300);
        var title = await actor.Page.TitleAsync();
        return title.StartsWith('(') ? int.Parse(title[1..title.IndexOf(')', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
