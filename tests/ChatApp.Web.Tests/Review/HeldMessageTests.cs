using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Users;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Review;

/// <summary>M04: what moderation keeps back is seen through no door.</summary>
public sealed class HeldMessageTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task M04_P5_a_held_message_is_seen_by_nobody_until_it_is_approved_and_then_once()
    {
        using var moderator = await Staff.AddAsync(program, Token, Roles.Moderator);
        await using var desk = await moderator.ConnectAsync(Token);
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var group = await MakeGroupAsync(alice, "bob");
        await using var reader = await HubClient.ConnectAsync(program.Address, "/hubs/chat", bob.Token, Token);
        await using var writer = await HubClient.ConnectAsync(program.Address, "/hubs/chat", alice.Token, Token);
        var word = await AddWordAsync(desk, "Hold");
        var send = new { clientId = Guid.NewGuid(), to = new { type = 1, id = group }, kind = "text", text = $"with {word}" };

        // Both doors, and once more: one item, and always the same answer.
        var answer = await PostAsync(alice, send);
        Assert.Equal("held", answer.GetProperty("state").GetString());
        Assert.False(answer.TryGetProperty("sequence", out _) || answer.TryGetProperty("messageId", out _));
        Assert.Equal(answer.GetRawText(), (await PostAsync(alice, send)).GetRawText());
        var (result, _) = await writer.InvokeAsync("Send", Token, send);
        Assert.True(result!.Value.GetProperty("ok").GetBoolean());
        Assert.Equal("held", result.Value.GetProperty("state").GetString());
        Assert.False(result.Value.TryGetProperty("sequence", out _));

        var item = Assert.Single(await ListAsync(desk, "Waiting"), row => row.GetProperty("text").GetString() == $"with {word}");
        foreach (var person in new[] { alice, bob })
        {
            Assert.DoesNotContain(await TextsAsync(person, group), text => text.Contains(word, StringComparison.Ordinal));
            var list = await person.GetAsync("/api/v1/conversations", Token);
            Assert.DoesNotContain(word, list.GetRawText(), StringComparison.Ordinal);
        }

        // The next message proves that nothing of it came before.
        await alice.SendAsync(1, group, "after it", Token);
        var first = await reader.PushAsync("Message", push => IsIn(push, group) && push.GetProperty("kind").GetString() == "text", Token);
        Assert.Equal("after it", first.GetProperty("text").GetString());

        var (place, _) = await desk.InvokeAsync("ApproveReview", Token, item.GetProperty("id").GetString());
        var pushed = await reader.PushAsync("Message", push => IsIn(push, group), Token);
        Assert.Equal($"with {word}", pushed.GetProperty("text").GetString());
        Assert.Equal(first.GetProperty("sequence").GetInt64() + 1, pushed.GetProperty("sequence").GetInt64());
        Assert.Equal(place!.Value.GetInt64(), pushed.GetProperty("sequence").GetInt64());
        Assert.Equal("Conflict", (await desk.InvokeAsync("ApproveReview", Token, item.GetProperty("id").GetString())).Error);
        Assert.Equal(answer.GetRawText(), (await PostAsync(alice, send)).GetRawText());
        Assert.Single(await TextsAsync(bob, group), text => text.Contains(word, StringComparison.Ordinal));

        var (audit, _) = await desk.InvokeAsync("ListAudit", Token, null, 50);
        Assert.Contains(
            audit!.Value.GetProperty("items").EnumerateArray(),
            entry => entry.GetProperty("action").GetString() == "review.approve" && entry.GetProperty("target").GetString() == $"review:{item.GetProperty("id").GetString()}");
    }

    [Fact]
    public async Task M04_a_dropped_message_is_answered_like_a_held_one_and_never_seen()
    {
        using var moderator = await Staff.AddAsync(program, Token, Roles.Moderator);
        await using var desk = await moderator.ConnectAsync(Token);
        using var alice = await program.SignInAsync("alice");
        using var bob = await program.SignInAsync("bob");
        var group = await MakeGroupAsync(alice, "bob");
        var held = await AddWordAsync(desk, "Hold");
        var dropped = await AddWordAsync(desk, "Drop");

        var heldAnswer = await PostAsync(alice, new { clientId = Guid.NewGuid(), to = new { type = 1, id = group }, kind = "text", text = held });
        var droppedAnswer = await PostAsync(alice, new { clientId = Guid.NewGuid(), to = new { type = 1, id = group }, kind = "text", text = dropped });

        Assert.Equal(
            heldAnswer.EnumerateObject().Select(field => field.Name), droppedAnswer.EnumerateObject().Select(field => field.Name));
        Assert.Equal("held", droppedAnswer.GetProperty("state").GetString());
        Assert.DoesNotContain(await ListAsync(desk, "Waiting"), row => row.GetProperty("text").GetString() == dropped);
        var item = Assert.Single(await ListAsync(desk, "Dropped"), row => row.GetProperty("text").GetString() == dropped);
        Assert.Equal("Conflict", (await desk.InvokeAsync("ApproveReview", Token, item.GetProperty("id").GetString())).Error);
        Assert.DoesNotContain(await TextsAsync(bob, group), text => text.Contains(dropped, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_with_a_word_that_holds_is_refused()
    {
        using var moderator = await Staff.AddAsync(program, Token, Roles.Moderator);
        await using var desk = await moderator.ConnectAsync(Token);
        using var alice = await program.SignInAsync("alice");
        var word = await AddWordAsync(desk, "Hold");

        using var answer = await alice.Http.PostAsJsonAsync("/api/v1/groups", new { name = word, members = new[] { "bob" } }, Token);

        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static bool IsIn(JsonElement push, string group) => push.GetProperty("conversation").GetProperty("id").GetString() == group;

    private static async Task<string> AddWordAsync(HubClient desk, string action)
    {
        var word = $"zh{Guid.NewGuid():N}"[..14];
        var (added, error) = await desk.InvokeAsync("AddWord", Token, new { text = word, action });
        Assert.True(added is not null, error);
        return word;
    }

    private static async Task<List<JsonElement>> ListAsync(HubClient desk, string state)
    {
        var (page, error) = await desk.InvokeAsync("ListReview", Token, state, null, 100);
        Assert.True(page is not null, error);
        return [.. page!.Value.GetProperty("items").EnumerateArray()];
    }

    private static async Task<string> MakeGroupAsync(ApiClient owner, params string[] members)
    {
        using var answer = await owner.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Held", members }, Token);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("groupId").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(ApiClient sender, object send)
    {
        using var answer = await sender.Http.PostAsJsonAsync("/api/v1/messages", send, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<List<string>> TextsAsync(ApiClient reader, string group)
    {
        var page = await reader.GetAsync($"/api/v1/conversations/1/{group}/messages?limit=100", Token);
        return [.. page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];
    }
}
