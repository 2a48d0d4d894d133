using ChatApp.Core.Conversations;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>The chats at the left and the one that the address names at the right.</summary>
public sealed partial class ChatPage(IStringLocalizer<Texts> texts) : ComponentBase
{
    private ConversationTarget? _target;
    private Dialog _dialog;
    private bool _wrong;

    private enum Dialog
    {
        None,
        Switcher,
        Group,
    }

    /// <summary>The kind of conversation, by name or number.</summary>
    [Parameter]
    public string? Type { get; set; }

    /// <summary>The conversation's id.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The conversation's line.</summary>
    [Parameter, SupplyParameterFromQuery]
    public int? Line { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    protected override void OnParametersSet()
    {
        _target = ChatKey.TryParse(Type, Id, Line, out var target) ? target : null;
        _wrong = _target is null && Id is not null;
    }

    private void OpenSwitcher() => _dialog = Dialog.Switcher;

    private void OpenGroup() => _dialog = Dialog.Group;

    private void CloseDialog() => _dialog = Dialog.None;
}
