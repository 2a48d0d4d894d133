using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Support;

/// <summary>The built program with its demo accounts, and a real browser in front of it.</summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public ChatAppProcess Program { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        // Every browser of every test has one address, and shows more codes in a minute than people do.
        Program = await ChatAppProcess.StartAsync(
            _database.ConnectionString, dataFolder: null, CancellationToken.None, ("QrLogin:CreatesPerAddress", "10000"), ("QrLogin:CreatesPerNetwork", "10000"));
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Program.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>A person at a browser of their own, signed in.</summary>
    public async Task<Actor> SignInAsync(string user, CancellationToken cancellationToken, Screen? screen = null, ChatAppProcess? program = null)
    {
        program ??= Program;
        var client = await ApiClient.SignInAsync(program.Address, user, cancellationToken);
        var actor = await OpenAsync(program, screen ?? new Screen(), client);
        await actor.Context.AddCookiesAsync(
        [
            new Cookie { Name = "__Host-chat", Value = client.Token, Domain = program.Address.Host, Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Lax },
        ]);
        return actor;
    }

    /// <summary>Somebody at a browser who is not signed in.</summary>
    public Task<Actor> VisitAsync(Screen? screen = null) => OpenAsync(Program, screen ?? new Screen(), client: null);

    /// <summary>Somebody at a phone of a browser of its own, whose camera sees a picture and may be used.</summary>
    /// <param name="picture">A file that ends in <c>.mjpeg</c>: one JPEG, which the camera repeats.</param>
    public async Task<(IBrowser Browser, Actor Phone)> VisitWithCameraAsync(string picture)
    {
        var browser = await LaunchAsync(
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={picture}");
        return (browser, await OpenAsync(Program, new Screen(390, 844), client: null, browser));
    }

    private Task<IBrowser> LaunchAsync(params string[] more) => _playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Headless = true,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", .. more,
        ],
    });

    private async Task<Actor> OpenAsync(ChatAppProcess program, Screen screen, ApiClient? client, IBrowser? browser = null)
    {
        var context = await (browser ?? _browser).NewContextAsync(new()
        {
            BaseURL = program.Address.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = screen.Language,
            TimezoneId = "Europe/Berlin",
            ReducedMotion = screen.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        context.SetDefaultTimeout(15_000);
        return new Actor(context, await context.NewPageAsync(), client, program.Address);
    }
}
