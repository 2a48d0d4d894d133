using ChatApp.Browser.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Chat;

public sealed class PeopleTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_found_asked_accepted_and_written_to()
    {
        await using var admin = await stage.SignInAsync("admin", Token);
        await using var lina = await stage.SignInAsync("lina", Token);
        await lina.GoAsync("/contacts", ".row-compact");
        await admin.GoAsync("/contacts", ".row-compact .row-icon");
        await admin.Page.FillAsync(".pane-tools input", "李娜");
        await admin.Page.ClickAsync(".row-compact >> text=李娜");
        await admin.Page.ClickAsync(".profile-acts button");
        await admin.Page.FillAsync("dialog[open] textarea", "I keep the server. Hello!");
        await admin.Page.ClickAsync("dialog[open] .button-primary");

        await Assertions.Expect(lina.Page.Locator(".rail-item .pill").Last).ToHaveTextAsync("1");
        await lina.Page.ClickAsync("a[href='contacts/requests']");
        await Assertions.Expect(lina.Page.Locator(".request-text")).ToContainTextAsync("I keep the server. Hello!");
        await lina.Page.ClickAsync(".request-acts .button-primary");
        await Assertions.Expect(admin.Page.Locator(".profile-facts")).ToContainTextAsync("Status");
        await admin.Page.ClickAsync(".profile-acts a");
        await admin.Page.WaitForSelectorAsync("[data-chat-ready]");
        await admin.SendAsync("now we are friends");

        await lina.Page.ClickAsync(".rail-item[href='chat']");
        await lina.Page.ClickAsync(".row[data-chat='0/admin/0']");
        await lina.SeeAsync("now we are friends");
        lina.AssertNoComplaints();
        admin.AssertNoComplaints();
    }

    [Fact]
    public async Task A_group_is_made_people_are_added_and_the_removed_one_can_only_read()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        await bob.GoAsync("/chat", ".row[data-chat]");
        await alice.GoAsync("/chat", ".row[data-chat]");
        await alice.Page.ClickAsync(".pane-head .icon-button >> nth=0");
        await alice.Page.FillAsync("dialog[open] input.input >> nth=0", "Made in the browser");
        await alice.Page.ClickAsync("dialog[open] .choice >> text=Bob Keller");
        await alice.Page.ClickAsync("dialog[open] .button-primary");
        await Assertions.Expect(alice.Page.Locator(".chat-head h2")).ToHaveTextAsync("Made in the browser");
        await Assertions.Expect(alice.Page.Locator(".notice")).ToHaveTextAsync("You created the group with Bob Keller");

        await bob.Page.ClickAsync(".row-name >> text=Made in the browser");
        await bob.Page.WaitForSelectorAsync("[data-chat-ready]");
        await bob.SendAsync("here I am");
        await alice.SeeAsync("here I am");
        await alice.Page.ClickAsync(".chat-head-person");
        await alice.Page.ClickAsync(".details button.row");
        await alice.Page.ClickAsync("dialog[open] .choice >> text=陈伟");
        await alice.Page.ClickAsync("dialog[open] .button-primary");
        await Assertions.Expect(alice.Page.Locator(".notice").Last).ToHaveTextAsync("You added 陈伟");
        await Assertions.Expect(alice.Page.Locator(".chat-head-sub")).ToHaveTextAsync("3 members");
        await alice.Page.ClickAsync(".details [aria-label='Remove Bob Keller from the group']");
        await alice.Page.ClickAsync("dialog[open] .button-danger");

        await Assertions.Expect(bob.Page.Locator(".composer-closed")).ToContainTextAsync("You are no longer in this group");
        await Assertions.Expect(bob.Box).ToBeHiddenAsync();
        await alice.SendAsync("not for bob");
        await alice.SeeAsync("not for bob");
        await Assertions.Expect(bob.Messages.GetByText("not for bob")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Presence_typing_and_read_are_told()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.GoAsync("/chat/single/wangfang", "[data-chat-ready]");
        await using (var wangfang = await stage.SignInAsync("wangfang", Token))
        {
            await wangfang.GoAsync("/chat/single/alice", "[data-chat-ready]");
            await Assertions.Expect(alice.Page.Locator(".chat-head .avatar-dot")).ToBeVisibleAsync();
            await wangfang.Box.PressSequentiallyAsync("typing");
            await Assertions.Expect(alice.Page.Locator(".chat-head-sub")).ToHaveTextAsync("typing…");

            await alice.SendAsync("do you see this");
            await wangfang.SeeAsync("do you see this");
            await wangfang.Page.BringToFrontAsync();

            await Assertions.Expect(alice.Messages.Last.Locator(".status")).ToHaveAttributeAsync("title", "Read");
        }

        await Assertions.Expect(alice.Page.Locator(".chat-head .avatar-dot")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task A_session_that_ends_says_why_and_keeps_the_draft()
    {
        await using var bob = await stage.SignInAsync("bob", Token);
        await bob.GoAsync("/chat/single/alice", "[data-chat-ready]");
        await bob.Box.FillAsync("kept");

        using var answer = await bob.Client.Http.DeleteAsync("/api/v1/sessions/current", Token);
        answer.EnsureSuccessStatusCode();

        await Assertions.Expect(bob.Page.Locator(".session-ended")).ToContainTextAsync("You have been signed out", new() { Timeout = 3_000 });
        await bob.Page.ClickAsync(".session-ended a");
        await bob.Page.WaitForURLAsync("**/login**");
        Assert.True(await bob.Page.EvaluateAsync<bool>("() => Object.values(localStorage).some(value => value.includes('kept'))"));
    }
}
