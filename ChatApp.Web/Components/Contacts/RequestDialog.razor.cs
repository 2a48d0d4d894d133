using ChatApp.Core.Friends;
using ChatApp.Core.Users;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Asks a person to be a friend.</summary>
public sealed partial class RequestDialog(LiveUpdates live, FriendService friends, Toasts toasts, IStringLocalizer<Texts> texts) : ComponentBase
{
    private string _greeting = string.Empty;
    private string? _error;
    private bool _busy;

    /// <summary>Who is asked.</summary>
    [Parameter, EditorRequired]
    public UserProfile Person { get; set; } = null!;

    /// <summary>Raised when the dialog closes.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    protected override void OnInitialized() => _greeting = texts["request.default", live.Me.DisplayName];

    private async Task SendAsync()
    {
        _busy = true;
        _error = null;
        try
        {
            var asked = await friends.RequestAsync(live.Me.Id, Person.Id, _greeting, CancellationToken.None);
            if (asked.Refusal is { } refusal)
            {
                _error = texts.Refusal(refusal);
                return;
            }

            toasts.Say(asked.Value == FriendRequestState.Accepted ? texts["request.friendsNow", Person.DisplayName] : texts["request.sent"]);
        }
        finally
        {
            _busy = false;
        }

        await Closed.InvokeAsync();
    }
}
