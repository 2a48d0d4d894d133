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
        Program = await ChatAppProcess.StartAsync(_database.ConnectionString, dataFolder: null, CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
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

    private async Task<Actor> OpenAsync(ChatAppProcess program, Screen screen, ApiClient? client)
    {
        var context = await _browser.NewContextAsync(new()
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
