namespace ChatApp.Core.Messages.Kinds;

/// <summary>A sticker; the text is what it stands for.</summary>
internal sealed class StickerRules : IKindRules
{
    public MessageKind Kind => MessageKind.Sticker;

    private const int MaxMeaning = 64;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        payload.Media();
        payload.Picture();
        var meaning = payload.OptionalText("alt", MaxMeaning);
        return payload.IsBroken ? null : meaning ?? string.Empty;
    }
}
