using ChatApp.Browser.Tests.Support;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.SignIn;

/// <summary>Every page at the door, by axe, by its width, and by keyboard.</summary>
public sealed class SignInAccessibilityTests(Stage stage)
{
    private static readonly (string Path, bool SignedIn)[] Pages =
    [
        ("/login?way=password", false), ("/login?way=code", false), ("/login?way=qr", false), ("/login/second", false), ("/login/reset", false),
        ("/login/reset?sent=true", false), ("/register", false), ("/me/confirm", true), ("/me/security", true), ("/me/security?done=password", true),
        ("/me/security/password", true), ("/me/security/contact", true), ("/me/security/contact?sent=1", true), ("/me/security/authenticator", true),
        ("/me/security/recovery-codes", true), ("/me/security/close", true),
    ];

    private static readonly string? Shots = Environment.GetEnvironmentVariable("SHOTS");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "en-GB")]
    [InlineData(false, "zh-CN")]
    [InlineData(true, "en-GB")]
    [InlineData(true, "zh-CN")]
    public async Task Axe_zero_and_no_sideways_scrolling_on_every_page_of_sign_in(bool dark, string language)
    {
        await using var visitor = await stage.VisitAsync(new Screen(Dark: dark, Language: language, ReducedMotion: true));
        await using var person = await stage.SignInAsync("wangfang", Token, new Screen(Dark: dark, Language: language, ReducedMotion: true));
        foreach (var (path, signedIn) in Pages)
        {
            var actor = signedIn ? person : visitor;
            await actor.Page.SetViewportSizeAsync(1360, 860);
            await actor.GoAsync(path, "h1");

            // Colours that fade in would be measured half way.
            await actor.Page.WaitForTimeoutAsync(300);
            var result = await actor.Page.RunAxe();
            Assert.Empty(result.Violations.Select(violation => $"{path}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            await ShootAsync(actor, path, dark, language, 1360);
            await actor.Page.SetViewportSizeAsync(320, 568);
            Assert.True(await actor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), $"{path} is wider than 320 px.");
            await actor.Page.SetViewportSizeAsync(390, 844);
            await ShootAsync(actor, path, dark, language, 390);
        }
    }

    [Fact]
    public async Task Keyboard_only_path_through_a_new_password()
    {
        await using var person = await stage.SignInAsync("wangfang", Token);
        await person.GoAsync("/me/security", "h1");
        await person.Page.FocusAsync("a[href='/me/security/password']");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.WaitForURLAsync("**/me/security/password");
        await person.Page.FocusAsync("input[name=password]");
        await person.Page.Keyboard.TypeAsync("password123");
        await person.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(person.Page.Locator("[role=alert]").First).ToContainTextAsync("too common");
    }

    private static async Task ShootAsync(Actor actor, string path, bool dark, string language, int width)
    {
        if (Shots is not null)
        {
            var name = $"{path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-')}-{width}-{(dark ? "dark" : "light")}-{language[..2]}.png";
            await actor.Page.ScreenshotAsync(new() { Path = Path.Combine(Shots, name), FullPage = true });
        }
    }
}
