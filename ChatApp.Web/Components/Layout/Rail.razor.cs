using ChatApp.Core.Users;
using ChatApp.Web.Authentication;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Layout;

/// <summary>The ways between the parts of the application, and the menus of the user.</summary>
public sealed partial class Rail(LiveUpdates live, ChatBoard board, People people, IStringLocalizer<Texts> text) : ComponentBase, IDisposable
{
    private static readonly string AdminRoles = string.Join(',', Roles.All);

    private long _unread;
    private int _requests;
    private string _id = string.Empty;
    private string _name = string.Empty;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Text => text;

    public void Dispose() => live.Changed -= OnChanged;

    protected override async Task OnInitializedAsync()
    {
        live.Changed += OnChanged;
        var user = (await Authentication).User;
        _id = user.FindUserId()?.Value ?? string.Empty;
        _name = user.Identity?.Name ?? string.Empty;
    }

    private void OnChanged()
    {
        var name = live.Me.DisplayName.Length > 0 ? live.Me.DisplayName : _name;
        if ((_unread, _requests, _name) != (board.Unread, people.WaitingRequests, name))
        {
            (_unread, _requests, _name) = (board.Unread, people.WaitingRequests, name);
            StateHasChanged();
        }
    }
}
