using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>What a person wrote: text, links and mentions, folded when it is long.</summary>
public sealed partial class MessageText(IStringLocalizer<Texts> texts) : ComponentBase
{
    private const int FoldLines = 20;
    private const int FoldCharacters = 1_400;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>The mentions in it.</summary>
    [Parameter]
    public MentionMarks Mentions { get; set; } = MentionMarks.None;

    private IStringLocalizer<Texts> Texts => texts;

    private bool Large => Text.Length < 40 && TextParts.IsFewEmoji(Text);

    private bool Long => Text.Length > FoldCharacters || Text.AsSpan().Count('\n') >= FoldLines;
}
