using ChatApp.Core.Conversations;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>The name of the page in the browser's tab: how many messages wait, and the open chat. By itself, so that a new number draws nothing else again.</summary>
public sealed partial class ChatTitle(LiveUpdates live, ChatBoard board, IStringLocalizer<Texts> texts) : ComponentBase, IDisposable
{
    private string _heading = string.Empty;

    /// <summary>The open chat.</summary>
    [Parameter]
    public ConversationTarget? Target { get; set; }

    public void Dispose() => live.Changed -= OnChanged;

    protected override void OnInitialized() => live.Changed += OnChanged;

    protected override void OnParametersSet() => _heading = Heading();

    private void OnChanged()
    {
        var heading = Heading();
        if (heading != _heading)
        {
            _heading = heading;
            StateHasChanged();
        }
    }

    private string Heading()
    {
        var name = Target is { } target && board.Find(target) is { } row ? board.TitleOf(row) : texts["chats.title"].Value;
        return board.Unread switch
        {
            0 => $"{name} – ChatApp",
            > 99 => $"(99+) {name} – ChatApp",
            var unread => $"({unread}) {name} – ChatApp",
        };
    }
}
