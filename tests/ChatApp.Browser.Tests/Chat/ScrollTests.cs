using System.Text.Json;
using ChatApp.Browser.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Chat;

public sealed class ScrollTests(Stage stage)
{
    private const string FirstVisible = """
        () => {
          const list = document.querySelector('.messages').getBoundingClientRect();
          const row = [...document.querySelectorAll('.msg[data-sequence]')].find(one => one.getBoundingClientRect().bottom > list.top);
          return { sequence: row.dataset.sequence, top: row.getBoundingClientRect().top };
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S3_anchor_shift_le_1px_prepend()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await FillAsync(alice, "Prepend", 160));
        await Assertions.Expect(alice.Page.Locator(".messages-inner")).ToHaveAttributeAsync("data-older", string.Empty);

        // Watches every frame: between two frames a message may move by what the wheel asked for, and by nothing else.
        await alice.Page.EvaluateAsync("""
            () => {
              const list = document.querySelector('.messages');
              window.jumps = [];
              let before = null;
              const look = () => {
                if (before) {
                  const row = document.querySelector(`.msg[data-sequence="${before.sequence}"]`);
                  if (!row) window.jumps.push('the first visible message was taken away');
                  else if (list.querySelectorAll('.msg').length !== before.rows) window.jumps.push(Math.abs(row.getBoundingClientRect().top - before.top));
                }
                const top = list.getBoundingClientRect().top;
                const first = [...list.querySelectorAll('.msg[data-sequence]')].find(one => one.getBoundingClientRect().bottom > top);
                before = { sequence: first.dataset.sequence, top: first.getBoundingClientRect().top, rows: list.querySelectorAll('.msg').length };
                requestAnimationFrame(look);
              };
              look();
            }
            """);
        for (var page = 0; page < 3; page++)
        {
            var rows = await alice.Messages.CountAsync();

            // Near enough to the top that the next page is asked for, and then still: only the prepend can move anything.
            await alice.Page.EvaluateAsync("() => { document.querySelector('.messages').scrollTop = 300; }");
            await alice.Page.WaitForFunctionAsync("rows => document.querySelectorAll('.msg[data-sequence]').length !== rows || !document.querySelector('.messages-inner').hasAttribute('data-older')", rows);
            await alice.Page.WaitForTimeoutAsync(200);
        }

        var jumps = (await alice.Page.EvaluateAsync<JsonElement>("() => window.jumps")).EnumerateArray().ToArray();
        Assert.NotEmpty(jumps);
        Assert.All(jumps, jump => Assert.True(jump.ValueKind == JsonValueKind.Number && jump.GetDouble() <= 1, $"The first visible message moved: {jump}."));
        Assert.False(await alice.Page.Locator(".messages-inner").EvaluateAsync<bool>("inner => inner.hasAttribute('data-older')"));
    }

    [Fact]
    public async Task S2_a_message_that_arrives_does_not_move_who_reads_above_and_is_counted()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var group = await FillAsync(alice, "Reading", 60);
        using var bob = await Testing.Program.ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        await alice.OpenGroupAsync(group);
        await alice.Page.EvaluateAsync("() => { document.querySelector('.messages').scrollTop -= 700; }");
        await Assertions.Expect(alice.Page.Locator("[data-jump].shown")).ToBeVisibleAsync();
        var before = await alice.Page.EvaluateAsync<JsonElement>(FirstVisible);

        await bob.SendAsync(1, group, "you are reading", Token);
        await bob.SendAsync(1, group, "something else", Token);

        await Assertions.Expect(alice.Page.Locator("[data-jump] .pill")).ToHaveTextAsync("2");
        var after = await alice.Page.EvaluateAsync<JsonElement>(FirstVisible);
        Assert.Equal(before.GetProperty("sequence").GetString(), after.GetProperty("sequence").GetString());
        Assert.InRange(Math.Abs(after.GetProperty("top").GetDouble() - before.GetProperty("top").GetDouble()), 0, 1);
        await alice.Page.ClickAsync("[data-jump]");
        await Assertions.Expect(alice.Messages.Last).ToBeInViewportAsync();
        await Assertions.Expect(alice.Page.Locator("[data-jump].shown")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task S1_a_chat_opens_at_the_first_unread_message_under_its_line()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        var group = await FillAsync(alice, "Unread", 40);
        using var bob = await Testing.Program.ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        for (var at = 0; at < 30; at++)
        {
            await bob.SendAsync(1, group, $"unread {at}", Token);
        }

        await alice.OpenGroupAsync(group);

        await Assertions.Expect(alice.Page.Locator(".unread-line")).ToBeInViewportAsync();
        await Assertions.Expect(alice.Messages.GetByText("unread 0", new() { Exact = true })).ToBeInViewportAsync();
        await Assertions.Expect(alice.Messages.GetByText("unread 29", new() { Exact = true })).Not.ToBeInViewportAsync();
    }

    [Fact]
    public async Task S5_a_page_never_holds_more_than_300_messages_and_the_reader_stays()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.OpenGroupAsync(await FillAsync(alice, "Long", 420));

        var most = 0;
        for (var tries = 0; tries < 60 && await alice.Page.Locator(".messages-inner[data-older]").CountAsync() > 0; tries++)
        {
            await alice.Page.EvaluateAsync("() => { document.querySelector('.messages').scrollTop = 50; }");
            await alice.Page.WaitForTimeoutAsync(120);
            most = Math.Max(most, await alice.Messages.CountAsync());
        }

        Assert.InRange(most, 200, 300);
        await Assertions.Expect(alice.Page.Locator(".messages-inner[data-newer]")).ToHaveCountAsync(1);
        await alice.Page.ClickAsync("[data-jump]");
        await Assertions.Expect(alice.Messages.GetByText("line 418", new() { Exact = true })).ToBeInViewportAsync();
    }

    // All from the same person, who has therefore read them.
    private static async Task<string> FillAsync(Actor alice, string name, int count)
    {
        var group = await alice.MakeGroupAsync(name, Token, "bob");
        for (var at = 0; at < count; at++)
        {
            var text = at % 6 == 5 ? $"line {at} " + string.Concat(Enumerable.Repeat("that wraps over several lines ", 8)) : $"line {at}";
            await alice.Client.SendAsync(1, group, text, Token);
        }

        return group;
    }
}
