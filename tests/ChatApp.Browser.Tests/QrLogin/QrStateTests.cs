using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.QrLogin;

/// <summary>The table of states of the QR login page: what it shows, what has the focus, what is announced, and where it goes on.</summary>
public sealed class QrStateTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Qr_state_preparing_shows_the_shape_of_the_code_and_says_so()
    {
        await using var desk = await stage.VisitAsync();
        var held = new TaskCompletionSource();
        await desk.Page.RouteAsync("**/auth/qr", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });

        await desk.Page.GotoAsync("/login");

        await ExpectAsync(desk, "preparing", "Preparing the code…");
        await Assertions.Expect(desk.Page.Locator(".qr-skeleton")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("#tab-password")).ToBeVisibleAsync();
        held.SetResult();
        await ExpectAsync(desk, "created", "Scan with ChatApp on your phone");
    }

    [Theory]
    [InlineData("en-GB", "Scan with ChatApp on your phone", "Only scan a code on a page you opened yourself")]
    [InlineData("zh-CN", "打开手机 ChatApp，扫描二维码登录", "仅在你自己打开的页面上扫码")]
    public async Task Qr_state_waiting_and_qr_text_twin(string language, string words, string warning)
    {
        await using var desk = await stage.VisitAsync(new Screen(Dark: true, Language: language));
        await desk.Page.GotoAsync("/login");

        await ExpectAsync(desk, "created", words);
        await Assertions.Expect(desk.Page.GetByText(warning)).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("[data-left]")).ToContainTextAsync(":");
        await Assertions.Expect(desk.Page.Locator("[data-text-code]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9A-Z]{4}-[0-9A-Z]{4}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal("rgb(255, 255, 255)", await desk.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.qr-box')).backgroundColor"));

        using var phone = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        await ScanAsync(phone, await desk.Page.Locator("[data-text-code]").InnerTextAsync());
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=scanned]");
    }

    [Theory]
    [InlineData("en-GB", "Choose {0} on your phone")]
    [InlineData("zh-CN", "请在手机上选择 {0} 并确认")]
    public async Task Qr_state_scanned_blurs_the_code_masks_the_name_and_shows_the_number(string language, string words)
    {
        await using var desk = await stage.VisitAsync(new Screen(Language: language));
        using var phone = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        await ScanPageAsync(desk, phone);

        var number = (await desk.Page.Locator("[data-number]").InnerTextAsync()).Trim();
        await ExpectAsync(desk, "scanned", words.Replace("{0}", number, StringComparison.Ordinal));
        await Assertions.Expect(desk.Page.Locator("[data-name]")).ToHaveTextAsync("A***");
        await Assertions.Expect(desk.Page.Locator("[data-number]")).ToBeFocusedAsync();
        Assert.Contains("blur", await desk.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('[data-image]')).filter"), StringComparison.Ordinal);
        await Assertions.Expect(desk.Page.Locator("[data-cancel]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Qr_state_confirmed_says_so_and_opens_the_chats()
    {
        await using var desk = await stage.VisitAsync();
        using var phone = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);

        // The page leaves with the same step, so it writes down itself what it showed.
        await desk.Page.AddInitScriptAsync("""
            addEventListener('DOMContentLoaded', () => {
              const panel = document.querySelector('[data-qr]');
              if (!panel) return;
              const words = () => panel.querySelector(`.qr-state[data-for="${panel.dataset.state}"]`)?.textContent;
              new MutationObserver(() => sessionStorage.setItem(panel.dataset.state, words())).observe(panel, { attributeFilter: ['data-state'] });
            });
            """);
        var code = await ScanPageAsync(desk, phone);

        await ConfirmAsync(phone, code, int.Parse(await desk.Page.Locator("[data-number]").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture));

        await desk.Page.WaitForURLAsync("**/chat");
        Assert.Equal("Signed in. Opening your chats…", await desk.Page.EvaluateAsync<string>("() => sessionStorage.getItem('confirmed')"));
        desk.AssertNoComplaints();
    }

    [Theory]
    [InlineData("en-GB", "Code expired. Refresh")]
    [InlineData("zh-CN", "二维码已失效，点击刷新")]
    public async Task Qr_state_expired_waiting_is_renewed_five_times_in_silence_and_then_waits_for_the_click(string language, string words)
    {
        await using var desk = await stage.VisitAsync(new Screen(Language: language));
        var made = 0;
        var expired = true;
        desk.Page.Request += (_, request) => made += request.Method == "POST" && request.Url.EndsWith("/auth/qr", StringComparison.Ordinal) ? 1 : 0;
        await desk.Page.RouteAsync("**/auth/qr/*", route => expired ? AnswerAsync(route, new { state = "expired", expiresInMs = 0 }) : route.ContinueAsync());

        await desk.Page.GotoAsync("/login");

        await ExpectAsync(desk, "expired", words);
        Assert.Equal(6, made);
        await Assertions.Expect(desk.Page.Locator("[data-for=expired] [data-renew]")).ToBeFocusedAsync();
        expired = false;
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
    }

    [Theory]
    [InlineData("timedOut", "en-GB", "Timed out waiting for the phone")]
    [InlineData("timedOut", "zh-CN", "等待确认超时")]
    [InlineData("cancelledOnPhone", "en-GB", "Cancelled on the phone")]
    [InlineData("cancelledOnPhone", "zh-CN", "你在手机上取消了登录")]
    [InlineData("refused", "en-GB", "Request refused")]
    [InlineData("refused", "zh-CN", "登录请求被拒绝")]
    public async Task Qr_state_expired_scanned_cancelled_on_phone_and_refused_say_why_and_offer_another_scan(string state, string language, string words)
    {
        await using var desk = await stage.VisitAsync(new Screen(Language: language));
        var over = true;
        await desk.Page.RouteAsync("**/auth/qr/*", route => over ? AnswerAsync(route, new { state, expiresInMs = 0 }) : route.ContinueAsync());

        await desk.Page.GotoAsync("/login");

        await ExpectAsync(desk, state, words);
        await Assertions.Expect(desk.Page.Locator("[data-announce]").First).ToHaveTextAsync(words);
        await Assertions.Expect(desk.Page.Locator(".qr-hint")).ToBeVisibleAsync(new() { Visible = state == "refused" });
        await Assertions.Expect(desk.Page.Locator($"[data-for~={state}] [data-renew]")).ToBeFocusedAsync();
        over = false;
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
    }

    [Fact]
    public async Task Qr_state_cancelled_in_browser_goes_back_to_a_new_code_and_tells_the_phone()
    {
        await using var desk = await stage.VisitAsync();
        using var phone = await ApiClient.SignInAsync(stage.Program.Address, "alice", Token);
        var code = await ScanPageAsync(desk, phone);

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Not me" }).ClickAsync();

        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
        Assert.DoesNotContain(code, await desk.Page.EvaluateAsync<string>("() => document.querySelector('[data-complete]').elements.code.value"), StringComparison.Ordinal);
        Assert.Equal("cancelled", (await phone.GetAsync($"/api/v1/qr/{code}", Token)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Qr_state_taken_or_used_looks_like_expired()
    {
        await using var desk = await stage.VisitAsync();
        await desk.Page.GotoAsync("/login?way=qr&error=QrExpired");

        var alert = desk.Page.Locator("[data-failed]");

        await Assertions.Expect(alert).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("[data-qr][data-state=created]")).ToBeVisibleAsync();
        await Assertions.Expect(alert).Not.ToContainTextAsync("used");
    }

    [Fact]
    public async Task Qr_state_server_policy_is_told_after_the_confirmation()
    {
        await using var desk = await stage.VisitAsync();
        await desk.Page.GotoAsync("/login?error=LimitReached");

        await Assertions.Expect(desk.Page.Locator("[data-failed]")).ToContainTextAsync("as many devices as allowed");
    }

    [Fact]
    public async Task Qr_state_offline_dims_the_code_and_comes_back_by_itself()
    {
        await using var desk = await stage.VisitAsync();
        await desk.Page.GotoAsync("/login");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");

        await desk.Context.SetOfflineAsync(true);
        await ExpectAsync(desk, "offline", "No connection. Retrying…");
        Assert.Contains("blur", await desk.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('[data-image]')).filter"), StringComparison.Ordinal);
        await desk.Context.SetOfflineAsync(false);

        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
    }

    [Theory]
    [InlineData("en-GB", "Too many requests. Try again in 60 s", "Try again in 59 s")]
    [InlineData("zh-CN", "请求过于频繁，请 60 秒后再试", "请 59 秒后再试")]
    public async Task Qr_state_too_many_counts_down(string language, string words, string next)
    {
        await using var desk = await stage.VisitAsync(new Screen(Language: language));
        await desk.Page.RouteAsync("**/auth/qr", route => route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "60" } }));

        await desk.Page.GotoAsync("/login");

        await ExpectAsync(desk, "tooMany", words);
        await Assertions.Expect(desk.Page.Locator(".qr-state[data-for=tooMany]")).ToContainTextAsync(next);
    }

    private static async Task ExpectAsync(Actor desk, string state, string words)
    {
        await desk.Page.WaitForSelectorAsync($"[data-qr][data-state={state}]");
        await Assertions.Expect(desk.Page.Locator($".qr-state[data-for={state}]")).ToHaveTextAsync(words);
        await Assertions.Expect(desk.Page.Locator($".qr-state[data-for={state}]")).ToBeVisibleAsync();
    }

    private static Task AnswerAsync(IRoute route, object body)
        => route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(body) });

    private static async Task<string> ScanPageAsync(Actor desk, ApiClient phone)
    {
        await desk.Page.GotoAsync("/login");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
        var code = await desk.Page.EvaluateAsync<string>("() => document.querySelector('[data-complete]').elements.code.value");
        await ScanAsync(phone, code);
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=scanned]");
        return code;
    }

    private static async Task ScanAsync(ApiClient phone, string code)
    {
        using var answer = await phone.Http.PostAsJsonAsync("/api/v1/qr/scan", new { code }, Token);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task ConfirmAsync(ApiClient phone, string code, int number)
    {
        using var answer = await phone.Http.PostAsJsonAsync($"/api/v1/qr/{code}/confirm", new { number }, Token);
        answer.EnsureSuccessStatusCode();
    }
}
