using System.Text.Json;
using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.FirstLight;

/// <summary>What a new user does first: log in by the real QR code, chat, meet a new sensitive word, and hear from a thing over MQTT.</summary>
public sealed class FirstLightTests(Stage stage)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1.0f)]
    [InlineData(true, 1.0f)]
    [InlineData(false, 2.0f)]
    public async Task Q14_the_code_on_a_screenshot_is_read_by_an_independent_reader(bool dark, float zoom)
    {
        await using var visitor = await stage.VisitAsync(new Screen(Dark: dark));
        await visitor.Page.GotoAsync("/login");
        await visitor.Page.EvaluateAsync($"document.body.style.zoom = '{zoom.ToString(System.Globalization.CultureInfo.InvariantCulture)}'");

        Assert.StartsWith($"{stage.Program.Address}q/", await ReadCodeAsync(visitor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Q7_a_phone_scans_the_real_code_and_the_number_that_the_browser_shows_signs_it_in()
    {
        await using var desk = await stage.VisitAsync();
        await using var phone = await stage.VisitAsync(new Screen(390, 844));

        await LogInByCodeAsync(desk, phone, "alice");

        await desk.Page.WaitForURLAsync("**/chat");
        await Assertions.Expect(desk.Chats.First).ToBeVisibleAsync();
        await Assertions.Expect(phone.Page.Locator("[data-simulator][data-view=result] [data-sign=good]")).ToBeVisibleAsync();
        desk.AssertNoComplaints();
    }

    [Fact]
    public async Task Q07_two_wrong_numbers_end_the_request_and_nobody_is_signed_in()
    {
        await using var desk = await stage.VisitAsync();
        await using var phone = await stage.VisitAsync(new Screen(390, 844));
        var number = await ScanAsync(desk, phone, "bob");

        await PickAsync(phone, label => label != number);
        await Assertions.Expect(phone.Page.Locator("[data-confirm] [data-error]")).Not.ToBeEmptyAsync();
        await PickAsync(phone, label => label != number);

        await Assertions.Expect(desk.Page.Locator("[data-qr][data-state=refused]")).ToBeVisibleAsync();
        Assert.DoesNotContain(await desk.Context.CookiesAsync(), cookie => cookie.Name == "__Host-chat");
    }

    [Fact]
    public async Task Two_people_chat_and_a_new_sensitive_word_is_refused_within_two_seconds()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        await using var bob = await stage.SignInAsync("bob", Token);
        await using var admin = await stage.SignInAsync("admin", Token);
        var group = await alice.MakeGroupAsync("First light", Token, "bob");
        await alice.OpenGroupAsync(group);
        await bob.OpenGroupAsync(group);
        await alice.SendAsync("hello from alice");
        await bob.SeeAsync("hello from alice");
        await bob.SendAsync("hello from bob");
        await alice.SeeAsync("hello from bob");

        var word = $"durian{Guid.NewGuid():N}"[..16];
        await admin.GoAsync("/admin/words", "h1");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add word" }).First.ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync(word);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add word" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByText(word, new() { Exact = true }).First).ToBeVisibleAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), Token);

        await alice.SendAsync($"I like {word} very much");

        // K11: the text stays in the box, and the reason stands above it.
        await Assertions.Expect(alice.Box).ToHaveValueAsync($"I like {word} very much");
        await Assertions.Expect(alice.Page.Locator("[data-composer]").GetByText(word)).ToBeVisibleAsync();
        await bob.SendAsync("nothing else came");
        await alice.SeeAsync("nothing else came");
        await Assertions.Expect(bob.Messages.GetByText(word)).ToHaveCountAsync(0);
        alice.AssertNoComplaints();
        admin.AssertNoComplaints();
    }

    [Fact]
    public async Task P3_one_message_through_each_door_reaches_every_door_in_one_order()
    {
        await using var alice = await stage.SignInAsync("alice", Token);
        using var bob = await ApiClient.SignInAsync(stage.Program.Address, "bob", Token);
        using var carol = await ApiClient.SignInAsync(stage.Program.Address, "carol", Token);
        using var chenwei = await ApiClient.SignInAsync(stage.Program.Address, "chenwei", Token);
        using var lina = await ApiClient.SignInAsync(stage.Program.Address, "lina", Token);
        var group = await alice.MakeGroupAsync("Doors", Token, "bob", "carol", "chenwei", "lina");
        await alice.OpenGroupAsync(group);
        await using var hub = LineClient.Hub(stage.Program.Address, bob.Token);
        await hub.WaitForAsync(line => line.TryGetProperty("state", out _), 1, Token);
        await using var thing = LineClient.Mosquitto(stage.Program.MqttPort, lina, "chat/inbox");
        await WaitForSubscriberAsync(alice.Client, thing);

        await alice.SendAsync("by browser");
        await alice.SeeAsync("by browser");
        await hub.CallAsync("Send", Body(group, "by hub"));
        await alice.SeeAsync("by hub");
        await carol.SendAsync(1, group, "by HTTP", Token);
        var published = await LineClient.RunAsync(
            "mosquitto_pub", Token, "-h", "127.0.0.1", "-p", $"{stage.Program.MqttPort}", "-V", "mqttv5", "-q", "1",
            "-i", chenwei.Device, "-u", chenwei.User, "-P", chenwei.Token, "-t", "chat/send", "-m", JsonSerializer.Serialize(Body(group, "by MQTT")));

        Assert.Equal(0, published.ExitCode);
        string[] expected = ["by browser", "by hub", "by HTTP", "by MQTT"];
        await alice.SeeAsync("by MQTT");
        Assert.Equal(expected, (await alice.Messages.Locator(".msg-text").AllInnerTextsAsync()).Select(text => text.Trim()).Where(text => text.StartsWith("by ", StringComparison.Ordinal)));
        var pushed = await hub.WaitForAsync(line => Push(line)?.StartsWith("by ", StringComparison.Ordinal) == true, 4, Token);
        Assert.Equal(expected, pushed.Select(line => Push(line)!));
        var received = await thing.WaitForAsync(line => TextIn(line, group) is { } text && text.StartsWith("by ", StringComparison.Ordinal), 4, Token);
        Assert.Equal(expected, received.Select(line => TextIn(line, group)!));
        Assert.Equal(expected, await HistoryAsync(carol, group));
        Assert.Equal(expected, await HistoryAsync(chenwei, group));
    }

    private static object Body(string group, string text) => new { clientId = Guid.NewGuid(), to = new { type = 1, id = group, line = 0 }, kind = "text", text };

    private static string? Push(JsonElement line)
        => line.TryGetProperty("push", out var push) && push.GetString() == "Message" ? line.GetProperty("value").GetProperty("text").GetString() : null;

    private static string? TextIn(JsonElement message, string group)
        => message.GetProperty("conversation").GetProperty("id").GetString() == group ? message.GetProperty("text").GetString() : null;

    private static async Task<IEnumerable<string>> HistoryAsync(ApiClient client, string group)
        => (await client.GetAsync($"/api/v1/conversations/1/{group}/messages?limit=100", Token)).GetProperty("messages").EnumerateArray()
            .Select(message => message.GetProperty("text").GetString()!).Where(text => text.StartsWith("by ", StringComparison.Ordinal));

    // mosquitto_sub does not say when it has subscribed: a note that arrives does.
    private static async Task WaitForSubscriberAsync(ApiClient sender, LineClient subscriber)
    {
        for (var i = 0; subscriber.Lines.Count == 0; i++)
        {
            Assert.InRange(i, 0, 100);
            await sender.SendAsync(0, "lina", $"are you there {i}", Token);
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }
    }

    private static async Task LogInByCodeAsync(Actor desk, Actor phone, string user)
    {
        var number = await ScanAsync(desk, phone, user);
        await PickAsync(phone, label => label == number);
    }

    private static async Task<string> ScanAsync(Actor desk, Actor phone, string user)
    {
        await desk.Page.GotoAsync("/login");
        var code = await ReadCodeAsync(desk);
        await phone.Page.GotoAsync("/simulator");
        await phone.Page.FillAsync("[data-sign-in] input[name=userName]", user);
        await phone.Page.FillAsync("[data-sign-in] input[name=password]", ChatAppProcess.Password);
        await phone.Page.PressAsync("[data-sign-in] input[name=password]", "Enter");
        await phone.Page.FillAsync("[data-scan] input[name=code]", code);
        await phone.Page.PressAsync("[data-scan] input[name=code]", "Enter");
        await phone.Page.WaitForSelectorAsync("[data-simulator][data-view=sheet]");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=scanned]");
        return (await desk.Page.Locator("[data-number]").InnerTextAsync()).Trim();
    }

    private static async Task PickAsync(Actor phone, Func<string, bool> choose)
    {
        var numbers = phone.Page.Locator("[data-confirm] .phone-number");
        foreach (var number in await numbers.AllAsync())
        {
            if (choose((await number.InnerTextAsync()).Trim()))
            {
                await number.ClickAsync();
                break;
            }
        }

        await phone.Page.Locator("[data-confirm] button[type=submit]").ClickAsync();
    }

    private static async Task<string> ReadCodeAsync(Actor desk)
    {
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
        var picture = Path.Combine(Path.GetTempPath(), $"chatapp-qr-{Guid.NewGuid():N}.png");
        try
        {
            await desk.Page.ScreenshotAsync(new() { Path = picture });
            return (await LineClient.OutputAsync("zbarimg", Token, "--nodbus", "--quiet", "--raw", picture)).Trim();
        }
        finally
        {
            File.Delete(picture);
        }
    }
}
