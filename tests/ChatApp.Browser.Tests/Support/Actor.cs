using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.Support;

/// <summary>A person at a browser. Whatever the page complains of is kept, and so is every request that leaves the server.</summary>
public sealed class Actor : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly ApiClient? _client;

    internal Actor(IBrowserContext context, IPage page, ApiClient? client, Uri address)
    {
        Context = context;
        Page = page;
        _client = client;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complain($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => Complain($"page error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                Complain($"left the server: {request.Url}");
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>The same account over HTTP, on a device of its own.</summary>
    public ApiClient Client => _client ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>What the page's console said, and what it asked of other servers.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>The text box of the open chat.</summary>
    public ILocator Box => Page.Locator("[data-input]");

    /// <summary>The stored messages of the open chat.</summary>
    public ILocator Messages => Page.Locator(".msg[data-sequence]");

    /// <summary>The rows of the chat list.</summary>
    public ILocator Chats => Page.Locator(".row[data-chat]");

    /// <summary>Opens a page and waits until it lives.</summary>
    public async Task GoAsync(string path, string waitFor)
    {
        await Page.GotoAsync(path);
        await Page.WaitForSelectorAsync(waitFor);
    }

    /// <summary>Opens a group's chat and waits until it can be written in.</summary>
    public async Task OpenGroupAsync(string group)
    {
        await Page.GotoAsync($"/chat/group/{group}");
        await Page.WaitForSelectorAsync(".messages-inner[data-chat]");

        // The box takes the chat over a moment after the messages are drawn; on a desktop it then has the focus.
        await Assertions.Expect(Page.Locator("[data-chat-ready]")).ToHaveCountAsync(1);
    }

    /// <summary>Writes in the open chat and presses Enter.</summary>
    public async Task SendAsync(string text)
    {
        // While a dialog is open the box cannot have the focus, and what is typed goes nowhere.
        await Assertions.Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    /// <summary>Waits for a stored message of the open chat.</summary>
    public Task SeeAsync(string text) => Assertions.Expect(Messages.GetByText(text, new() { Exact = true }).First).ToBeVisibleAsync();

    /// <summary>Makes a group of this person and others; its id.</summary>
    public async Task<string> MakeGroupAsync(string name, CancellationToken cancellationToken, params string[] members)
    {
        using var answer = await Client.Http.PostAsJsonAsync("/api/v1/groups", new { name, members }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("groupId").GetString()!;
    }

    /// <summary>Fails when the page complained, or asked anything of another server.</summary>
    public void AssertNoComplaints() => Assert.Empty(Complaints);

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        _client?.Dispose();
    }

    private void Complain(string complaint)
    {
        lock (_complaints)
        {
            _complaints.Add(complaint);
        }
    }
}
