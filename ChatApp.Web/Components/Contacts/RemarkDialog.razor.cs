using ChatApp.Core.Friends;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Gives a friend a name that only the user sees.</summary>
public sealed partial class RemarkDialog(LiveUpdates live, FriendService friends, IStringLocalizer<Texts> texts) : ComponentBase
{
    private string _remark = string.Empty;
    private string? _error;

    /// <summary>The friend.</summary>
    [Parameter, EditorRequired]
    public Friend Friend { get; set; } = null!;

    /// <summary>Raised when the dialog closes.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    protected override void OnInitialized() => _remark = Friend.Remark ?? string.Empty;

    private async Task SaveAsync()
    {
        var saved = await friends.SetRemarkAsync(live.Me.Id, Friend.User, _remark, CancellationToken.None);
        if (saved.Refusal is { } refusal)
        {
            _error = texts.Refusal(refusal);
            return;
        }

        await Closed.InvokeAsync();
    }
}
