using ChatApp.Core.Messages;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>One message. It is drawn again only when what it shows has changed.</summary>
public sealed partial class MessageRow(IStringLocalizer<Texts> texts, LocalTime time) : ComponentBase
{
    private const int MostChips = 8;

    private MessageRowModel? _drawn;

    /// <summary>What the row shows.</summary>
    [Parameter, EditorRequired]
    public MessageRowModel Row { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private LocalTime Time => time;

    private MessageMarks Marks => Row.Message.Marks ?? MessageMarks.None;

    private string Label
    {
        get
        {
            List<string> parts = [Row.Own ? texts["you"] : Row.SenderName, time.Clock(Row.Message.SentAt)];
            if (Row.Quote is { SenderName.Length: > 0 } quote)
            {
                parts.Add(texts["msg.replyTo", quote.SenderName]);
            }

            parts.Add(Row.Message.Text);
            if (Row.Message.EditedAt is not null)
            {
                parts.Add(texts["msg.edited"]);
            }

            parts.AddRange(Marks.Reactions.Take(MostChips).Select(reaction => texts["msg.reaction", reaction.Emoji, reaction.Count].Value));
            if (Row.Mentions.OfMe.Length > 0)
            {
                parts.Add(texts["msg.mentioned"]);
            }

            if (Row.StatusText is { } status)
            {
                parts.Add(status);
            }

            return string.Join(texts["names.join"], parts);
        }
    }

    protected override bool ShouldRender() => _drawn != Row;

    protected override void OnAfterRender(bool firstRender) => _drawn = Row;
}
