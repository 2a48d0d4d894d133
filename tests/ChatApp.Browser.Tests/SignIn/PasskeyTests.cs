using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.SignIn;

/// <summary>Passkeys with Chromium's own virtual authenticator: the browser's code and the server's, and nothing between them.</summary>
public sealed class PasskeyTests(Stage stage)
{
    private const string User = "carol";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_is_made_named_renamed_used_without_a_user_name_and_removed()
    {
        await using var person = await stage.SignInAsync(User, Token);
        await VirtualAuthenticator.AttachAsync(person, offers: false);
        await AddAsync(person, "Work laptop");
        await Assertions.Expect(person.Page.GetByText("Work laptop", new() { Exact = true })).ToBeVisibleAsync();
        await person.Page.ClickAsync("summary:has-text('Rename')");
        await person.Page.FillAsync("form[action='/auth/me/passkeys/rename'] input[name=name]", "<b>Home</b>");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/rename'] button");
        await Assertions.Expect(person.Page.GetByText("<b>Home</b>", new() { Exact = true })).ToBeVisibleAsync();

        await person.Context.ClearCookiesAsync();
        await person.GoAsync("/login", "[data-passkey=get]:not([hidden])");
        await person.Page.ClickAsync("[data-passkey=get] button");
        await person.Page.WaitForURLAsync("**/chat");
        await Assertions.Expect(person.Chats.First).ToBeVisibleAsync();

        await person.GoAsync("/me/security", "form[action='/auth/me/passkeys/remove']");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/remove'] button");
        await Assertions.Expect(person.Page.Locator("[role=status]").First).ToHaveTextAsync("The passkey was removed.");
        await Assertions.Expect(person.Page.Locator("form[action='/auth/me/passkeys/remove']")).ToHaveCountAsync(0);
        person.AssertNoComplaints();
    }

    [Fact]
    public async Task The_browser_offers_the_passkey_by_itself_and_who_takes_it_is_logged_in()
    {
        await using var person = await stage.SignInAsync("chenwei", Token);
        await VirtualAuthenticator.AttachAsync(person, offers: true);
        await AddAsync(person, "Offered");

        // A virtual authenticator's owner takes what is offered at once.
        await person.Context.ClearCookiesAsync();
        await person.Page.GotoAsync("/login?returnUrl=%2Fcontacts");
        await person.Page.WaitForURLAsync("**/contacts");

        await person.GoAsync("/me/security", "form[action='/auth/me/passkeys/remove']");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/remove'] button");
        await person.Page.WaitForURLAsync("**done=passkeyRemoved**");
    }

    [Fact]
    public async Task A_passkey_that_was_removed_signs_nobody_in()
    {
        await using var person = await stage.SignInAsync(User, Token);
        await VirtualAuthenticator.AttachAsync(person, offers: false);
        await AddAsync(person, "Old phone");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/remove'] button");
        await person.Page.WaitForURLAsync("**done=passkeyRemoved**");

        await person.Context.ClearCookiesAsync();
        await person.GoAsync("/login", "[data-passkey=get]:not([hidden])");
        await person.Page.ClickAsync("[data-passkey=get] button");

        await Assertions.Expect(person.Page.Locator("[data-passkey=get] [data-error]")).ToContainTextAsync("does not fit");
        Assert.DoesNotContain(await person.Context.CookiesAsync(), cookie => cookie.Name == "__Host-chat");
    }

    [Fact]
    public async Task Who_confirms_again_by_passkey_gets_a_new_cookie_and_goes_on()
    {
        await using var person = await stage.SignInAsync(User, Token);
        await VirtualAuthenticator.AttachAsync(person, offers: false);
        await AddAsync(person, "Confirming");
        var before = await CookieAsync(person);

        await person.GoAsync("/me/confirm?returnUrl=%2Fme%2Fsessions", "[data-passkey=get]:not([hidden])");
        await person.Page.ClickAsync("[data-passkey=get] button");

        await person.Page.WaitForURLAsync("**/me/sessions");
        Assert.NotEqual(before, await CookieAsync(person));
        await person.GoAsync("/me/security", "form[action='/auth/me/passkeys/remove']");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/remove'] button");
        await person.Page.WaitForURLAsync("**done=passkeyRemoved**");
    }

    [Fact]
    public async Task A_passkey_is_the_second_step_after_a_password()
    {
        await using var person = await stage.SignInAsync("lina", Token);
        await VirtualAuthenticator.AttachAsync(person, offers: false);
        await AddAsync(person, "Second");
        await person.GoAsync("/me/security/recovery-codes", "form[action='/me/security/recovery-codes']");
        await person.Page.ClickAsync("form[action='/me/security/recovery-codes'] button");
        await Assertions.Expect(person.Page.Locator(".recovery-codes li")).ToHaveCountAsync(10);

        await person.Context.ClearCookiesAsync();
        await person.GoAsync("/login?way=password", "#way-password input[name=password]");
        await person.Page.FillAsync("#way-password input[name=userName]", "lina");
        await person.Page.FillAsync("#way-password input[name=password]", ChatAppProcess.Password);
        await person.Page.PressAsync("#way-password input[name=password]", "Enter");
        await person.Page.WaitForURLAsync("**/login/second**");
        Assert.DoesNotContain(await person.Context.CookiesAsync(), cookie => cookie.Name == "__Host-chat");
        await person.Page.ClickAsync("[data-passkey=get] button");
        await person.Page.WaitForURLAsync("**/chat");

        await person.GoAsync("/me/security", "form[action='/auth/me/second/remove']");
        await person.Page.ClickAsync("form[action='/auth/me/second/remove'] button");
        await person.Page.WaitForURLAsync("**done=secondOff**");
        await person.Page.ClickAsync("form[action='/auth/me/passkeys/remove'] button");
        await person.Page.WaitForURLAsync("**done=passkeyRemoved**");
    }

    private static async Task AddAsync(Actor person, string name)
    {
        await person.GoAsync("/me/security", "[data-passkey=create]:not([hidden])");
        await person.Page.FillAsync("[data-passkey=create] input[name=name]", name);
        await person.Page.ClickAsync("[data-passkey=create] button");
        await person.Page.WaitForURLAsync("**done=passkeyAdded**");
    }

    private static async Task<string> CookieAsync(Actor person)
        => (await person.Context.CookiesAsync()).Single(cookie => cookie.Name == "__Host-chat").Value;
}
