using ChatApp.Core.Conversations;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>Asks in which chat a message shall go on.</summary>
public sealed partial class ForwardDialog(ChatBoard board, IStringLocalizer<Texts> texts) : ComponentBase
{
    private const int Most = 30;

    private string _search = string.Empty;

    /// <summary>Raised with the chat that was chosen, and its name.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(ConversationTarget Target, string Title)> Chosen { get; set; }

    /// <summary>Raised when the dialog closes without.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private List<(ConversationTarget Target, string Title)> Hits
        => [.. board.Rows.Select(row => (row.Target, Title: board.TitleOf(row)))
            .Where(row => _search.Length == 0 || row.Title.Contains(_search, StringComparison.CurrentCultureIgnoreCase))
            .Take(Most)];

    private void Search(ChangeEventArgs change) => _search = (change.Value as string ?? string.Empty).Trim();
}
