namespace ChatApp.Core.Messages.Kinds;

/// <summary>Text: something to see; a payload is free.</summary>
internal sealed class TextRules : IKindRules
{
    public MessageKind Kind => MessageKind.Text;

    public string? Read(string text, PayloadFields? payload) => MessageRules.IsVisible(text) ? text : null;
}
