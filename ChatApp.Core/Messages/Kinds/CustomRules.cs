namespace ChatApp.Core.Messages.Kinds;

/// <summary>An application's own kind: the payload is free, and the text is what people read where the application is not installed.</summary>
internal sealed class CustomRules : IKindRules
{
    public MessageKind Kind => MessageKind.Custom;

    public string? Read(string text, PayloadFields? payload) => payload is null ? null : text;
}
