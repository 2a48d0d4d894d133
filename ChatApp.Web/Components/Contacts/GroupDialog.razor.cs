using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Contacts;

/// <summary>Makes a group, or adds people to one.</summary>
public sealed partial class GroupDialog(LiveUpdates live, ChatBoard board, GroupService groups, NavigationManager navigation, IStringLocalizer<Texts> texts)
    : ComponentBase
{
    private IReadOnlyList<UserId> _chosen = [];
    private string _name = string.Empty;
    private string? _error;
    private bool _busy;

    /// <summary>The group to add to, or <see langword="null"/> to make one.</summary>
    [Parameter]
    public string? Group { get; set; }

    /// <summary>That group's name.</summary>
    [Parameter]
    public string? GroupName { get; set; }

    /// <summary>Who is in it already.</summary>
    [Parameter]
    public IReadOnlySet<UserId> Already { get; set; } = new HashSet<UserId>();

    /// <summary>Raised when the dialog closes.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private string Heading => Group is null ? texts["group.create"] : texts["group.addTitle", GroupName ?? Group];

    private string Verb => texts.Plural(Group is null ? "group.createWith" : "group.add", _chosen.Count);

    private bool Ready => !_busy && _chosen.Count > 0 && (Group is not null || _name.Length > 0);

    private void Rename(ChangeEventArgs change) => _name = (change.Value as string ?? string.Empty).Trim();

    private void Choose(IReadOnlyList<UserId> chosen) => _chosen = chosen;

    private async Task SaveAsync()
    {
        _busy = true;
        _error = null;
        try
        {
            var refusal = Group is null ? await CreateAsync() : (await groups.AddMembersAsync(live.Me.Id, Group, _chosen, CancellationToken.None)).Refusal;
            if (refusal is { } code)
            {
                _error = texts.Refusal(code);
                return;
            }
        }
        finally
        {
            _busy = false;
        }

        await Closed.InvokeAsync();
    }

    private async Task<ErrorCode?> CreateAsync()
    {
        var made = await groups.CreateAsync(live.Me.Id, _name, _chosen, CancellationToken.None);
        if (made.Refusal is { } refusal)
        {
            return refusal;
        }

        var target = ConversationTarget.Group(made.Value.Id);
        await board.RefreshAsync(target);
        navigation.NavigateTo(ChatKey.Address(target));
        return null;
    }
}
