using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Chat;

public sealed class OutboxTests(Stage stage, PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task O1_a_message_stands_at_once_and_is_stored_in_its_place()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        var group = await alice.MakeGroupAsync("Optimistic", Token, "bob");
        await alice.OpenGroupAsync(group);
        await bob.OpenGroupAsync(group);

        await alice.SendAsync("<b>not markup</b> https://example.org/a?b=1, and 你好");
        Assert.Equal(1, await alice.Page.Locator(".msg.own").CountAsync());
        await alice.SeeAsync("<b>not markup</b> https://example.org/a?b=1, and 你好");
        await bob.SeeAsync("<b>not markup</b> https://example.org/a?b=1, and 你好");

        await Assertions.Expect(alice.Page.Locator("[data-pending] .msg")).ToHaveCountAsync(0);
        await Assertions.Expect(bob.Messages.Last.Locator("a")).ToHaveAttributeAsync("href", "https://example.org/a?b=1");
        await Assertions.Expect(bob.Messages.Last.Locator("a")).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        alice.AssertNoComplaints();
        bob.AssertNoComplaints();
    }

    [Fact]
    public async Task R8_reconnect_keeps_draft_anchor_and_what_was_sent_meanwhile_once()
    {
        await using var program = await ChatAppProcess.StartAsync(database.ConnectionString, dataFolder: null, Token);
        await using var alice = await stage.SignInAsync("alice", Token, program: program);
        var group = await alice.MakeGroupAsync("Away", Token, "bob");
        for (var at = 0; at < 60; at++)
        {
            await alice.Client.SendAsync(1, group, $"line {at}", Token);
        }

        await alice.OpenGroupAsync(group);
        await program.KillAsync();
        await Assertions.Expect(alice.Page.Locator(".connection-bar-on")).ToBeVisibleAsync();
        await alice.SendAsync("sent while away");
        await alice.SendAsync("and a second");
        await alice.Box.FillAsync("still typing");
        await alice.Page.EvaluateAsync("() => { document.querySelector('.messages').scrollTop -= 600; }");
        await alice.Page.WaitForTimeoutAsync(700);
        var anchor = await AnchorAsync(alice);
        await program.StartAgainAsync(Token);

        await Assertions.Expect(alice.Page.Locator(".connection-bar-on")).ToHaveCountAsync(0, new() { Timeout = 45_000 });
        await Assertions.Expect(alice.Page.Locator(".msg[data-sequence] >> text=and a second")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(alice.Page.Locator(".msg.own >> text=sent while away")).ToHaveCountAsync(1);
        await Assertions.Expect(alice.Page.Locator("[data-pending] .msg")).ToHaveCountAsync(0);
        await Assertions.Expect(alice.Box).ToHaveValueAsync("still typing");
        var after = await AnchorAsync(alice);
        Assert.Equal(anchor.Sequence, after.Sequence);
        Assert.InRange(Math.Abs(anchor.Top - after.Top), 0, 2);
    }

    [Fact]
    public async Task O2_no_double_after_retry()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var group = await alice.MakeGroupAsync("Retry", Token, "bob");
        await alice.OpenGroupAsync(group);

        // The answer to the first try is lost: the script hears nothing for ten seconds and asks again with the same id.
        await alice.Page.EvaluateAsync("""
            async () => {
              const { Outbox } = await import('/js/outbox.js');
              window.tries = [];
              const key = document.querySelector('[data-chat-ready]').dataset.chatReady;
              const box = new Outbox(item => { window.tries.push(item.clientId); return window.tries.length < 3 ? Promise.reject(new Error('lost')) : Promise.resolve({ ok: true, sequence: 1 }); }, () => {});
              box.add({ chat: key + '-other', text: 'again' });
            }
            """);
        await alice.Page.WaitForFunctionAsync("() => window.tries.length === 3");

        Assert.Equal(1, await alice.Page.EvaluateAsync<int>("() => new Set(window.tries).size"));
    }

    private static async Task<(string Sequence, double Top)> AnchorAsync(Actor actor)
    {
        var found = await actor.Page.EvaluateAsync<System.Text.Json.JsonElement>("""
            () => {
              const list = document.querySelector('.messages').getBoundingClientRect();
              const row = [...document.querySelectorAll('.msg[data-sequence]')].find(one => one.getBoundingClientRect().bottom > list.top);
              return { sequence: row.dataset.sequence, top: row.getBoundingClientRect().top };
            }
            """);
        return (found.GetProperty("sequence").GetString()!, found.GetProperty("top").GetDouble());
    }
}
