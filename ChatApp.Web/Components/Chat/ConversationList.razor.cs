using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Chat;

/// <summary>The user's chats. A row never moves under the pointer: moves wait until it has left, at most three seconds.</summary>
public sealed partial class ConversationList(
    LiveUpdates live, ChatBoard board, People people, TypingSigns typing, IJSRuntime script, TimeProvider clock, IStringLocalizer<Texts> texts)
    : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(3);

    private ElementReference _list;
    private DotNetObjectReference<ConversationList>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _page;
    private IReadOnlyList<ConversationSummary> _rows = [];
    private ChatFilter _filter;
    private string _search = string.Empty;
    private bool _held;
    private DateTimeOffset? _heldSince;
    private int _ownMoves;

    /// <summary>The open chat.</summary>
    [Parameter]
    public ConversationTarget? Active { get; set; }

    /// <summary>Raised for a new chat, and by Ctrl+K.</summary>
    [Parameter]
    public EventCallback Switcher { get; set; }

    /// <summary>Raised for a new group.</summary>
    [Parameter]
    public EventCallback Group { get; set; }

    private ChatBoard Board => board;

    private IStringLocalizer<Texts> Texts => texts;

    private string EmptyTitle
        => _search.Length > 0 ? texts["chats.noMatch", _search]
            : _filter != ChatFilter.All ? texts["chats.filterEmpty", NameOf(_filter)]
            : texts["chats.empty"];

    /// <summary>The pointer came over the list, or left it.</summary>
    [JSInvokable]
    public void HoldOrder(bool held)
    {
        _held = held;
        if (!held)
        {
            Arrange();
            StateHasChanged();
        }
    }

    /// <summary>Ctrl+K.</summary>
    [JSInvokable]
    public Task OpenSwitcherAsync() => Switcher.InvokeAsync();

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

        _self?.Dispose();
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
            _self = DotNetObjectReference.Create(this);
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/page.js");
            _page = await _module.InvokeAsync<IJSObjectReference>("mountPage", _list, _self);
        }
    }

    private void OnChanged()
    {
        Arrange();
        StateHasChanged();
    }

    private void Arrange()
    {
        var wanted = board.Rows.Where(Passes).ToList();
        if (MustHold(wanted))
        {
            // The rows stay where they are and show what is new in them.
            var current = wanted.ToDictionary(row => row.Target);
            _rows = [.. _rows.Where(row => current.ContainsKey(row.Target)).Select(row => current[row.Target])];
            return;
        }

        _heldSince = null;
        _rows = wanted;
    }

    private bool MustHold(List<ConversationSummary> wanted)
    {
        if (!_held || _ownMoves != board.OwnMoves || _rows.Select(row => row.Target).SequenceEqual(wanted.Select(row => row.Target)))
        {
            _ownMoves = board.OwnMoves;
            return false;
        }

        _heldSince ??= clock.GetUtcNow();
        return clock.GetUtcNow() - _heldSince < LongestHold;
    }

    private bool Passes(ConversationSummary row) => _filter switch
    {
        ChatFilter.All => true,
        ChatFilter.Unread => row.Unread > 0 || row.Target == Active,
        ChatFilter.Mentions => row.Mentioned,
        ChatFilter.Groups => row.Target.Type == ConversationType.Group,
    } && (_search.Length == 0 || board.TitleOf(row).Contains(_search, StringComparison.CurrentCultureIgnoreCase) || row.Target.Id.StartsWith(_search, StringComparison.OrdinalIgnoreCase));

    private string NameOf(ChatFilter filter) => filter switch
    {
        ChatFilter.All => texts["chats.all"],
        ChatFilter.Unread => texts["chats.unread"],
        ChatFilter.Mentions => texts["chats.mentions"],
        ChatFilter.Groups => texts["chats.groups"],
    };

    private void Show(ChatFilter filter)
    {
        _filter = filter;
        _held = false;
        Arrange();
    }

    // The box keeps its own text: writing it back would break an input method.
    private void Search(ChangeEventArgs change)
    {
        _search = (change.Value as string ?? string.Empty).Trim();
        _held = false;
        Arrange();
    }

    private Task NewChat() => Switcher.InvokeAsync();

    private Task NewGroup() => Group.InvokeAsync();

    private string? LastSender(ConversationSummary row)
        => row.LastSender is not { } sender || row.LastKind == "notice" ? null
            : sender == live.Me.Id ? (row.Target.Type == ConversationType.Single ? null : texts["row.you"].Value)
            : row.Target.Type == ConversationType.Single ? null
            : people.NameOf(sender) is var name && name != sender.Value ? name : row.LastSenderName;

    private string? NoticeOf(ConversationSummary row) => board.NoticeOf(row) is { } notice ? NoticeText.Write(notice, people, live.Me.Id, texts) : null;

    private bool IsOnline(ConversationSummary row) => row.Target.Type == ConversationType.Single && people.IsOnline(new UserId(row.Target.Id));

    private bool IsTyping(ConversationSummary row) => typing.In(row.Target).Count > 0;
}
