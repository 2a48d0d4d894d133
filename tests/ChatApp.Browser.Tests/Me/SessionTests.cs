using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Me;

/// <summary>Two tabs of one browser, and what becomes of the one when the other changes who is signed in.</summary>
public sealed class SessionTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S05_a_tab_of_who_logged_out_dies_and_does_not_become_who_logs_in()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.GoAsync("/chat", ".row[data-chat]");
        var other = await alice.Context.NewPageAsync();
        await other.GotoAsync("/me/sessions");
        await other.EvaluateAsync("() => document.querySelector('form[data-logout]').requestSubmit()");
        await other.WaitForURLAsync("**/login");

        await Assertions.Expect(alice.Page.Locator(".session-ended")).ToBeVisibleAsync(new() { Timeout = 3_000 });
        await other.ClickAsync("#tab-password");
        await other.FillAsync("#way-password input[name=userName]", "bob");
        await other.FillAsync("#way-password input[name=password]", ChatAppProcess.Password);
        await other.PressAsync("#way-password input[name=password]", "Enter");
        await other.WaitForURLAsync("**/chat");
        await Assertions.Expect(alice.Page.Locator(".session-ended")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task S05_a_circuit_that_reconnects_with_another_sessions_cookie_ends_instead_of_changing_its_user()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.Page.AddInitScriptAsync("""
            const Plain = WebSocket;
            window.sockets = [];
            window.WebSocket = class extends Plain { constructor(...all) { super(...all); window.sockets.push(this); } };
            """);
        await alice.GoAsync("/chat", ".row[data-chat]");
        using var bob = await ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        await alice.Context.AddCookiesAsync(
        [
            new Cookie { Name = "__Host-chat", Value = bob.Token, Domain = stage.Program.Address.Host, Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Lax },
        ]);

        await alice.Page.EvaluateAsync("() => window.sockets.forEach(socket => socket.close())");

        await Assertions.Expect(alice.Page.Locator(".session-ended")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(alice.Page.Locator(".row[data-chat]")).ToHaveCountAsync(0);
    }
}
