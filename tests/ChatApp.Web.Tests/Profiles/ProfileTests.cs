using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Authentication;
using Xunit;

namespace ChatApp.Web.Tests.Profiles;

public sealed class ProfileTests(SignInProgram shared) : IClassFixture<SignInProgram>
{
    private static readonly byte[] Picture =
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC0, 0, 8, 8, 0, 2, 0, 3, 1, 0xFF, 0xDA, 0, 3, 0, 0x12, 0xFF, 0xD9,
    ];

    private readonly ChatAppProcess _program = shared.Program;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_set_shown_to_who_is_signed_in_and_taken_away()
    {
        using var alice = await ApiClient.SignInAsync(_program.Address, "alice", Token);
        using var bob = await ApiClient.SignInAsync(_program.Address, "bob", Token);
        using var nobody = new HttpClient { BaseAddress = _program.Address };
        var id = await SetPictureAsync(alice);

        Assert.Equal(id, (await bob.GetAsync("/api/v1/users/alice", Token)).GetProperty("avatar").GetString());
        using var shown = await bob.Http.GetAsync($"/media/avatars/{id}", Token);
        Assert.Equal(Picture, await shown.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl?.Private);
        using var stranger = await nobody.GetAsync($"/media/avatars/{id}", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);

        var newer = await SetPictureAsync(alice);
        using var old = await bob.Http.GetAsync($"/media/avatars/{id}", Token);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
        using var removed = await alice.Http.DeleteAsync("/api/v1/profile/avatar", Token);
        using var gone = await bob.Http.GetAsync($"/media/avatars/{newer}", Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.False((await bob.GetAsync("/api/v1/users/alice", Token)).TryGetProperty("avatar", out var none) && none.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task U03_U10_what_is_no_bare_picture_is_refused()
    {
        using var alice = await ApiClient.SignInAsync(_program.Address, "alice", Token);

        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(alice, "https://example.org/me.jpg"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(alice, [.. Picture, .. "<script>"u8]));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(alice, []));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutAsync(alice, new byte[(256 * 1024) + 1]));
        byte[] wide = [.. Picture[..13], 0, 1, 4, 1, .. Picture[17..]];
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(alice, wide));
    }

    [Fact]
    public async Task A_profile_is_changed_and_others_see_it()
    {
        using var carol = await ApiClient.SignInAsync(_program.Address, "carol", Token);
        using var bob = await ApiClient.SignInAsync(_program.Address, "bob", Token);
        var before = (await carol.GetAsync("/api/v1/profile", Token)).GetProperty("displayName").GetString();

        using var changed = await carol.Http.PutAsJsonAsync("/api/v1/profile", new { displayName = "  Carol 🌱 ", signature = "reading", gender = 2 }, Token);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var seen = await bob.GetAsync("/api/v1/users/carol", Token);
        Assert.Equal(("Carol 🌱", "reading", 2), (seen.GetProperty("displayName").GetString(), seen.GetProperty("signature").GetString(), seen.GetProperty("gender").GetInt32()));
        using var back = await carol.Http.PutAsJsonAsync("/api/v1/profile", new { displayName = before, signature = "", gender = 0 }, Token);
        back.EnsureSuccessStatusCode();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u200B")]
    [InlineData("evil\u202Egnp.exe")]
    [InlineData("two\nlines")]
    [InlineData("a very long name that goes on and on and on until it is longer than any name may be")]
    public async Task T03_T05_names_that_are_invisible_too_long_or_turn_directions_are_refused(string name)
    {
        using var alice = await ApiClient.SignInAsync(_program.Address, "alice", Token);

        using var refused = await alice.Http.PutAsJsonAsync("/api/v1/profile", new { displayName = name, signature = "", gender = 0 }, Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Who_does_not_want_to_be_found_by_a_name_is_not_and_the_page_says_so()
    {
        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("chenwei", Token);
        using var bob = await ApiClient.SignInAsync(_program.Address, "bob", Token);
        Assert.True(await FindsAsync(bob, "chenw"));

        using var hidden = await browser.PostFormAsync("/me/privacy", "/auth/privacy", Token, ("presence", "true"), ("receipts", "true"));
        Assert.Equal("/me/privacy?saved=true", hidden.Headers.Location?.OriginalString);
        Assert.False(await FindsAsync(bob, "chenw"));
        Assert.False(await FindsAsync(bob, "陈"));

        using var shown = await browser.PostFormAsync("/me/privacy", "/auth/privacy", Token, ("byUserName", "true"), ("presence", "true"), ("receipts", "true"));
        Assert.True(await FindsAsync(bob, "chenw"));
        Assert.False(await FindsAsync(bob, "陈"));
        using var again = await browser.PostFormAsync(
            "/me/privacy", "/auth/privacy", Token, ("byUserName", "true"), ("byDisplayName", "true"), ("presence", "true"), ("receipts", "true"));
        Assert.True(await FindsAsync(bob, "陈"));
    }

    [Theory]
    [InlineData("/me/profile")]
    [InlineData("/me/privacy")]
    [InlineData("/me/preferences")]
    [InlineData("/me/sessions")]
    [InlineData("/me/activity")]
    [InlineData("/me/sessions/not-mine?device=%3Cb%3Ex")]
    public async Task A01_S10_the_pages_of_ones_own_ask_for_a_session_are_not_kept_and_show_text_as_text(string path)
    {
        using var stranger = new TestBrowser(_program.Address);
        using var refused = await stranger.GetAsync(path, Token);
        Assert.StartsWith("/login?returnUrl=", refused.Headers.Location?.OriginalString, StringComparison.Ordinal);

        using var browser = new TestBrowser(_program.Address);
        using var login = await browser.LogInAsync("alice", Token);
        using var page = await browser.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain("<b>x", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task<bool> FindsAsync(ApiClient by, string text)
        => (await by.GetAsync($"/api/v1/users?q={Uri.EscapeDataString(text)}", Token)).GetProperty("users").EnumerateArray()
            .Any(user => user.GetProperty("userId").GetString() == "chenwei");

    private static async Task<string> SetPictureAsync(ApiClient owner)
    {
        using var content = new ByteArrayContent(Picture);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var answer = await owner.Http.PutAsync("/api/v1/profile/avatar", content, Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("avatar").GetString()!;
    }

    private static async Task<HttpStatusCode> PutAsync(ApiClient owner, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var answer = await owner.Http.PutAsync("/api/v1/profile/avatar", content, Token);
        return answer.StatusCode;
    }
}
