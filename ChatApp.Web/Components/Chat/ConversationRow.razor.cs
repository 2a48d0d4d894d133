using ChatApp.Core.Conversations;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>One chat in the list. The draft's place is filled by <c>lists.js</c>: drafts are in the browser.</summary>
public sealed partial class ConversationRow(IStringLocalizer<Texts> texts, LocalTime time) : ComponentBase
{
    private (ConversationSummary, string, string?, string?, bool, bool, bool, DateOnly)? _drawn;

    /// <summary>The conversation.</summary>
    [Parameter, EditorRequired]
    public ConversationSummary Row { get; set; } = null!;

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>Who wrote the last message, where that is not plain.</summary>
    [Parameter]
    public string? LastSender { get; set; }

    /// <summary>The last message in words, when it is a notice.</summary>
    [Parameter]
    public string? Notice { get; set; }

    /// <summary>Whether it is open.</summary>
    [Parameter]
    public bool Active { get; set; }

    /// <summary>Whether the other person is on line.</summary>
    [Parameter]
    public bool Online { get; set; }

    /// <summary>Whether somebody is typing in it.</summary>
    [Parameter]
    public bool Typing { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private LocalTime Time => time;

    private string Preview
    {
        get
        {
            if (Row.LastSequence == 0 || Row.LastKind is null)
            {
                return string.Empty;
            }

            var text = Row.LastRecalled ? texts["recall.short"].Value
                : Row.LastKind == "notice" ? Notice ?? texts["notice.other"].Value
                : Row.LastKind == "text" ? Row.LastText ?? string.Empty
                : $"[{texts[$"kind.{Row.LastKind}"]}] {Row.LastText}";
            return LastSender is null ? text : $"{LastSender}: {text}";
        }
    }

    private string Label
    {
        get
        {
            List<string> parts = [Title];
            if (Row.Unread > 0)
            {
                parts.Add(texts.Plural("row.unread", Row.Unread));
            }

            if (Row.Mentioned && Row.Unread > 0)
            {
                parts.Add(texts["row.mentioned"]);
            }

            if (Preview.Length > 0)
            {
                parts.Add(Preview);
                parts.Add(time.Row(Row.LastAt));
            }

            return string.Join(texts["names.join"], parts);
        }
    }

    protected override bool ShouldRender() => _drawn != Shown();

    protected override void OnAfterRender(bool firstRender) => _drawn = Shown();

    // The time of a row changes its words at midnight.
    private (ConversationSummary, string, string?, string?, bool, bool, bool, DateOnly) Shown() => (Row, Title, LastSender, Notice, Active, Online, Typing, time.Today);
}
