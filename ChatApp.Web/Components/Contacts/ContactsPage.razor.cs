using System.Globalization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Friends;
using ChatApp.Core.Users;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Friends, groups, requests, and everyone else by search.</summary>
public sealed partial class ContactsPage(
    LiveUpdates live, ChatBoard board, People people, UserService users, IJSRuntime script, TimeProvider clock, IStringLocalizer<Texts> texts)
    : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    // Names in Chinese stand in the order of their spelling, which is how people look for them.
    private static readonly CompareInfo Order = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;

    private ElementReference _list;
    private IJSObjectReference? _module;
    private IJSObjectReference? _page;
    private IReadOnlyList<Friend> _friends = [];
    private IReadOnlyList<ConversationSummary> _groups = [];
    private IReadOnlyList<UserProfile> _found = [];
    private string _search = string.Empty;
    private Dialog _dialog;

    private enum Dialog
    {
        None,
        Group,
    }

    /// <summary>Whose card is open, or <c>requests</c>.</summary>
    [Parameter]
    public string? Person { get; set; }

    private People People => people;

    private IStringLocalizer<Texts> Texts => texts;

    private string Heading => $"{(board.Unread > 0 ? $"({(board.Unread > 99 ? "99+" : board.Unread)}) " : null)}{texts["contacts.title"]} – ChatApp";

    private string EmptyText
        => _search.Length == 0 ? texts["contacts.emptyText"]
            : _search.Length < UserService.MinSearchText && char.IsAscii(_search[0]) ? texts["contacts.typeMore"]
            : texts["contacts.noneFoundText"];

    public async ValueTask DisposeAsync()
    {
        live.Changed -= OnChanged;
        try
        {
            if (_page is not null)
            {
                await _page.InvokeVoidAsync("dispose");
                await _page.DisposeAsync();
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

    protected override void OnInitialized()
    {
        live.Changed += OnChanged;
        Arrange();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/page.js");
            _page = await _module.InvokeAsync<IJSObjectReference>("mountPage", _list, null);
        }
    }

    private void OnChanged()
    {
        Arrange();
        StateHasChanged();
    }

    private void Arrange()
    {
        _friends = [.. people.Friends
            .Where(friend => Has(friend.Name) || Has(friend.DisplayName) || friend.UserName.StartsWith(_search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(friend => friend.Name, Comparer<string>.Create((one, other) => Order.Compare(one, other, CompareOptions.IgnoreCase)))];
        _groups = [.. board.Rows
            .Where(row => row.Target.Type == ConversationType.Group && Has(row.Title))
            .OrderBy(row => row.Title, Comparer<string>.Create((one, other) => Order.Compare(one, other, CompareOptions.IgnoreCase)))];
    }

    private bool Has(string name) => _search.Length == 0 || name.Contains(_search, StringComparison.CurrentCultureIgnoreCase);

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var search = _search = (change.Value as string ?? string.Empty).Trim();
        Arrange();
        if (search.Length == 0)
        {
            _found = [];
            return;
        }

        await Task.Delay(TypingPause, clock);
        if (search != _search)
        {
            return;
        }

        var found = await users.SearchAsync(search, CancellationToken.None);
        if (search == _search)
        {
            _found = found.Refusal is null ? [.. found.Value.Where(person => person.Id != live.Me.Id && people.FindFriend(person.Id) is null)] : [];
        }
    }

    private void CloseDialog() => _dialog = Dialog.None;
}
