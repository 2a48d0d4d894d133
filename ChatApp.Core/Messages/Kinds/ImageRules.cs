namespace ChatApp.Core.Messages.Kinds;

/// <summary>A picture; the text is its caption.</summary>
internal sealed class ImageRules : IKindRules
{
    public MessageKind Kind => MessageKind.Image;

    public string? Read(string text, PayloadFields? payload)
    {
        payload?.Media();
        payload?.Picture();
        return payload is { IsBroken: false } ? text : null;
    }
}
