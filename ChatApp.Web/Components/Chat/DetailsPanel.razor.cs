using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>The card of a chat: the other person, or the group with its members.</summary>
public sealed partial class DetailsPanel(
    LiveUpdates live, ChatBoard board, People people, GroupService groups, Toasts toasts, NavigationManager navigation, IStringLocalizer<Texts> texts)
    : ComponentBase, IDisposable
{
    private IReadOnlyList<ConversationMember> _members = [];
    private int _reads;
    private ConversationTarget? _read;
    private ConversationMember? _removed;
    private Dialog _dialog;
    private bool _more;

    private enum Dialog
    {
        None,
        Add,
        Leave,
        Remove,
    }

    /// <summary>The chat.</summary>
    [Parameter, EditorRequired]
    public OpenChat Chat { get; set; } = null!;

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>Raised when the panel closes.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private People People => people;

    private IStringLocalizer<Texts> Texts => texts;

    private UserId Me => live.Me.Id;

    private bool IsGroup => Chat.Target.Type == ConversationType.Group;

    private bool IsMember => Chat.Membership is { LeftSequence: null };

    private bool CanRemove => Chat.Membership?.Role >= MemberRole.Manager;

    private int Count => board.Find(Chat.Target)?.Members ?? _members.Count;

    private HashSet<UserId> Already => [.. _members.Select(member => member.User)];

    public void Dispose() => live.EventArrived -= OnEvent;

    protected override void OnInitialized() => live.EventArrived += OnEvent;

    protected override async Task OnParametersSetAsync()
    {
        if (_read != Chat.Target)
        {
            _read = Chat.Target;
            await ReadAsync();
        }
    }

    private void OnEvent(LiveEvent liveEvent)
    {
        if (liveEvent is MembersEvent members && members.Key.SeenBy(Me) == Chat.Target)
        {
            _ = InvokeAsync(async () =>
            {
                await ReadAsync();
                StateHasChanged();
            });
        }
    }

    // Changes come in quick succession: of several reads under way, only the one that began last counts.
    private async Task ReadAsync()
    {
        var read = ++_reads;
        var page = IsGroup && IsMember ? await PageAsync(after: null) : [];
        if (read == _reads)
        {
            _members = page;
            _more = page.Count >= GroupLimits.MaxAddedAtOnce;
        }
    }

    private async Task MoreAsync()
    {
        var read = _reads;
        var page = await PageAsync(_members[^1].User);
        if (read == _reads)
        {
            _members = [.. _members, .. page];
            _more = page.Count >= GroupLimits.MaxAddedAtOnce;
        }
    }

    private async Task<IReadOnlyList<ConversationMember>> PageAsync(UserId? after)
    {
        var page = await groups.MembersAsync(Me, Chat.Target.Id, after, CancellationToken.None);
        return page.Refusal is null ? page.Value : [];
    }

    private string NameOf(ConversationMember member) => people.FindFriend(member.User)?.Name ?? member.DisplayName;

    private void AskRemove(ConversationMember member)
    {
        _removed = member;
        _dialog = Dialog.Remove;
    }

    private async Task RemoveAsync()
    {
        var removed = await groups.RemoveMemberAsync(Me, Chat.Target.Id, _removed!.User, CancellationToken.None);
        Tell(removed.Refusal);
        await CloseDialogAsync();
    }

    private async Task LeaveAsync()
    {
        var left = await groups.RemoveMemberAsync(Me, Chat.Target.Id, Me, CancellationToken.None);
        _dialog = Dialog.None;
        Tell(left.Refusal);
        if (left.Refusal is null)
        {
            await board.LoadAsync();
            navigation.NavigateTo("chat");
        }
    }

    private void Tell(ErrorCode? refusal)
    {
        if (refusal is { } code)
        {
            toasts.Fail(texts.Refusal(code));
        }
    }

    private async Task CloseDialogAsync()
    {
        _dialog = Dialog.None;
        await ReadAsync();
    }
}
