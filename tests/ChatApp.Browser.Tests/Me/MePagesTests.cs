using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Me;

/// <summary>A person's own settings, and the pages to sign in at.</summary>
public sealed class MePagesTests(Stage stage)
{
    private static readonly string[] Own = ["/me/profile", "/me/privacy", "/me/preferences", "/me/sessions", "/me/activity", "/me/sessions/not-mine?device=Kitchen", "/q"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "en-GB", 1360)]
    [InlineData(false, "zh-CN", 390)]
    [InlineData(true, "en-GB", 390)]
    [InlineData(true, "zh-CN", 1360)]
    public async Task Axe_zero_reflow_and_target_size_on_the_pages_of_ones_own(bool dark, string language, int width)
    {
        await using var alice = await stage.SignInAsync("alice", Token, new Screen(width, 844, dark, language, ReducedMotion: true));
        using var other = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        foreach (var path in Own)
        {
            await alice.GoAsync(path, "[data-page-title]");
            if (path == "/me/sessions")
            {
                await alice.Page.Locator(".session-more > summary").Last.ClickAsync();
            }

            await AssertGoodAsync(alice, path);
        }

        alice.AssertNoComplaints();
    }

    [Theory]
    [InlineData(false, "en-GB", 390)]
    [InlineData(false, "zh-CN", 1360)]
    [InlineData(true, "en-GB", 1360)]
    [InlineData(true, "zh-CN", 390)]
    public async Task Axe_zero_on_the_pages_to_sign_in_at(bool dark, string language, int width)
    {
        await using var visitor = await stage.VisitAsync(new Screen(width, 844, dark, language, ReducedMotion: true));
        foreach (var (path, waitFor) in new[] { ("/login?way=qr", "[data-qr][data-state=created]"), ("/login?way=password", "[data-login]"), ("/login?way=code", "[data-login]"), ("/simulator", "[data-simulator]") })
        {
            await visitor.GoAsync(path, waitFor);
            await AssertGoodAsync(visitor, path);
        }
    }

    [Fact]
    public async Task A_picture_is_cropped_with_the_keyboard_and_shown_to_others_without_where_it_was_taken()
    {
        await using var carol = await stage.SignInAsync("carol", Token);
        await carol.GoAsync("/me/profile", "[data-picture]");
        var file = Path.Combine(Path.GetTempPath(), $"chatapp-picture-{Guid.NewGuid():N}.jpg");
        try
        {
            // A picture with a place in it, as a phone's camera makes them: the page's own screenshot and an Exif segment.
            var shot = await carol.Page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg });
            await File.WriteAllBytesAsync(file, [.. shot[..2], 0xFF, 0xE1, 0, 14, .. "Exif\0\0GPS!!!"u8, .. shot[2..]], Token);
            await carol.Page.SetInputFilesAsync("[data-file]", file);
        }
        finally
        {
            File.Delete(file);
        }

        await Assertions.Expect(carol.Page.Locator("[data-zoom]")).ToBeFocusedAsync();
        await carol.Page.Keyboard.PressAsync("ArrowRight");
        await carol.Page.Keyboard.PressAsync("Tab");
        await carol.Page.Keyboard.PressAsync("ArrowLeft");
        await carol.Page.Locator("[data-save]").PressAsync("Enter");
        await carol.Page.WaitForURLAsync("**/me/profile?saved=true");
        await Assertions.Expect(carol.Page.Locator(".picture-now img")).ToBeVisibleAsync();
        carol.AssertNoComplaints();

        await using var bob = await stage.SignInAsync("bob", Token);
        await bob.GoAsync("/contacts/carol", ".profile");
        await Assertions.Expect(bob.Page.Locator(".profile .avatar img")).ToBeVisibleAsync();
        var address = await bob.Page.Locator(".profile .avatar img").GetAttributeAsync("src");
        var bytes = await bob.Client.Http.GetByteArrayAsync(address, Token);
        Assert.DoesNotContain("GPS", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        using var removed = await carol.Client.Http.DeleteAsync("/api/v1/profile/avatar", Token);
        removed.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_new_login_is_told_over_the_page_until_it_is_dismissed()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await alice.GoAsync("/chat", ".row[data-chat]");
        var alert = alice.Page.Locator(".signin-alert");
        await Assertions.Expect(alert).ToHaveCountAsync(0);

        using var other = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);

        await Assertions.Expect(alert).ToContainTextAsync("New login: Linux");
        await AssertAxeAsync(alice, "alert");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Assertions.Expect(alert).ToHaveCountAsync(0);
    }

    private static async Task AssertGoodAsync(Actor actor, string path)
    {
        Assert.True(await actor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{path} scrolls sideways.");
        var small = await actor.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a[href], input:not(.visually-hidden), select, summary')]
              .filter(one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest('.visually-hidden, .skip-link, p, dd, .me-switch, .login-stay, .phone-number'))
              .map(one => [one, one.getBoundingClientRect()])
              .filter(([one, box]) => box.width > 0 && box.height > 0 && one.type !== 'range' && (box.width < 24 || box.height < 24))
              .map(([one, box]) => `${one.tagName} ${one.className} ${box.width}x${box.height}`)
            """);
        Assert.Empty(small);
        await AssertAxeAsync(actor, path);
    }

    private static async Task AssertAxeAsync(Actor actor, string where)
    {
        // Colours that fade in would be measured half way.
        await actor.Page.WaitForTimeoutAsync(400);
        var result = await actor.Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
