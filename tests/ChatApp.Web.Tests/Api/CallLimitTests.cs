using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Api;

/// <summary>One client that runs wild is slowed down, and nobody else.</summary>
public sealed class CallLimitTests(CallLimitProgram fixture) : IClassFixture<CallLimitProgram>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_connection_that_calls_too_fast_is_told_TooFast_and_another_of_the_same_person_is_not()
    {
        using var device = await ApiClient.SignInAsync(fixture.Address, "alice", Token);
        await using var wild = await HubClient.ConnectAsync(fixture.Address, "/hubs/chat", device.Token, Token);
        await using var calm = await HubClient.ConnectAsync(fixture.Address, "/hubs/chat", device.Token, Token);
        var to = new { type = 0, id = "bob", line = 0 };

        var calls = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => wild.InvokeAsync("Typing", Token, to)));
        var sends = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => wild.InvokeAsync("Send", Token, new { clientId = Guid.NewGuid(), to, kind = "text", text = "hi" })));
        var other = await calm.InvokeAsync("Typing", Token, to);

        Assert.Contains(calls, call => call.Error == "TooFast");
        Assert.InRange(calls.Count(call => call.Error is null), CallLimitProgram.Burst, 59);
        Assert.All(sends, send => Assert.Null(send.Error));
        Assert.Contains(sends, send => send.Result!.Value.GetProperty("error").GetString() == "TooFast");
        Assert.Null(other.Error);
    }

    [Fact]
    public async Task A_session_that_writes_too_fast_over_HTTP_is_told_when_to_come_back_and_still_reads()
    {
        using var alice = await ApiClient.SignInAsync(fixture.Address, "alice", Token);
        using var bob = await ApiClient.SignInAsync(fixture.Address, "bob", Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(alice)));

        var refused = Assert.IsType<HttpResponseMessage>(answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Equal("TooFast", (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), CallLimitProgram.Burst, 39);
        Assert.Equal(JsonValueKind.Array, (await alice.GetAsync("/api/v1/conversations", Token)).GetProperty("conversations").ValueKind);
        using var his = await SendAsync(bob);
        Assert.True(his.IsSuccessStatusCode);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private static Task<HttpResponseMessage> SendAsync(ApiClient device)
        => device.Http.PostAsJsonAsync("/api/v1/messages", new { clientId = Guid.NewGuid(), to = new { type = 0, id = device.User == "alice" ? "bob" : "alice" }, kind = "text", text = "hi" }, Token);
}
