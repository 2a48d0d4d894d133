using ChatApp.Core.Conversations;
using ChatApp.Core.Users;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Chat;

/// <summary>Finds a chat or a person by name: first what the page knows, then the rest of the product.</summary>
public sealed partial class Switcher(
    LiveUpdates live, ChatBoard board, People people, UserService users, NavigationManager navigation, IJSRuntime script, TimeProvider clock, IStringLocalizer<Texts> texts)
    : ComponentBase, IAsyncDisposable
{
    private const int Most = 20;
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    private ElementReference _list;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;
    private List<Hit> _hits = [];
    private string _search = string.Empty;

    /// <summary>Raised when the dialog closes.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("dispose");
                await _keys.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its script with it.
        }
    }

    protected override void OnInitialized() => _hits = Known();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/page.js");
            _keys = await _module.InvokeAsync<IJSObjectReference>("mountRows", _list);
        }
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var search = _search = (change.Value as string ?? string.Empty).Trim();
        _hits = Known();
        if (search.Length == 0)
        {
            return;
        }

        await Task.Delay(TypingPause, clock);
        if (search != _search)
        {
            return;
        }

        var found = await users.SearchAsync(search, CancellationToken.None);
        if (found.Refusal is null && search == _search)
        {
            var known = Known();
            var others = found.Value
                .Select(person => new Hit(ConversationTarget.Person(person.Id), people.FindFriend(person.Id)?.Name ?? person.DisplayName, Unread: 0))
                .Where(person => !known.Any(hit => hit.Target == person.Target));
            _hits = [.. known.Concat(others).Take(Most)];
        }
    }

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (key is { Key: "Enter", IsComposing: false } && _hits.Count > 0)
        {
            navigation.NavigateTo(ChatKey.Address(_hits[0].Target));
            await Closed.InvokeAsync();
        }
    }

    // Without a search: what waits unread first, then what was active last.
    private List<Hit> Known()
    {
        var chats = board.Rows.OrderByDescending(row => row.Unread > 0).Select(row => new Hit(row.Target, board.TitleOf(row), row.Unread));
        var friends = people.Friends.Where(friend => !friend.Blocked).Select(friend => new Hit(ConversationTarget.Person(friend.User), friend.Name, Unread: 0));
        return [.. chats.Concat(friends)
            .DistinctBy(hit => hit.Target)
            .Where(hit => _search.Length == 0 || hit.Name.Contains(_search, StringComparison.CurrentCultureIgnoreCase) || hit.Target.Id.Contains(_search, StringComparison.OrdinalIgnoreCase))
            .Where(hit => hit.Target != ConversationTarget.Person(live.Me.Id) || _search.Length > 0)
            .Take(Most)];
    }

    private sealed record Hit(ConversationTarget Target, string Name, long Unread);
}
