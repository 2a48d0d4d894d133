using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>A person, and what one can do with them.</summary>
public sealed partial class ProfileCard(LiveUpdates live, People people, FriendService friends, Toasts toasts, IStringLocalizer<Texts> texts)
    : ComponentBase, IDisposable
{
    private UserProfile? _person;
    private bool _missing;
    private Dialog _dialog;

    private enum Dialog
    {
        None,
        Request,
        Remark,
        Remove,
    }

    /// <summary>The person's id.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;

    private People People => people;

    private IStringLocalizer<Texts> Texts => texts;

    private Friend? Known => _person is null ? null : people.FindFriend(_person.Id);

    private bool IsMe => _person?.Id == live.Me.Id;

    private string Name => Known?.Name ?? _person?.DisplayName ?? Id;

    private bool WaitsForMe => Waits(from: _person!.Id, to: live.Me.Id);

    private bool WaitsForThem => Waits(from: live.Me.Id, to: _person!.Id);

    public void Dispose() => live.Changed -= OnChanged;

    protected override void OnInitialized() => live.Changed += OnChanged;

    protected override Task OnParametersSetAsync() => FindAsync();

    private async Task FindAsync()
    {
        if (!people.Loaded || _person?.Id.Value == Id)
        {
            return;
        }

        var id = Id;
        _dialog = Dialog.None;
        var found = UserId.TryParse(id, out var user) ? await people.FindAsync(user) : null;
        if (id == Id)
        {
            _person = found;
            _missing = found is null;
        }
    }

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        await FindAsync();
        StateHasChanged();
    });

    private bool Waits(UserId from, UserId to)
        => people.Requests.Any(request => request.From == from && request.To == to && request.State == FriendRequestState.Waiting);

    private async Task AcceptAsync()
    {
        var answered = await friends.AnswerAsync(live.Me.Id, _person!.Id, accept: true, CancellationToken.None);
        await AfterAsync(answered.Refusal, texts["request.friendsNow", Name]);
    }

    private async Task RemoveAsync()
    {
        var removed = await friends.RemoveAsync(live.Me.Id, _person!.Id, CancellationToken.None);
        await AfterAsync(removed.Refusal, said: null);
    }

    private async Task BlockAsync()
    {
        var blocked = await friends.SetBlockedAsync(live.Me.Id, _person!.Id, Known?.Blocked != true, CancellationToken.None);
        await AfterAsync(blocked.Refusal, said: null);
    }

    private async Task AfterAsync(ErrorCode? refusal, string? said)
    {
        _dialog = Dialog.None;
        if (refusal is { } code)
        {
            toasts.Fail(texts.Refusal(code));
        }
        else if (said is not null)
        {
            toasts.Say(said);
        }

        await CloseDialogAsync();
    }

    private async Task CloseDialogAsync()
    {
        _dialog = Dialog.None;
        await people.LoadAsync();
        live.NotifyChanged();
    }
}
