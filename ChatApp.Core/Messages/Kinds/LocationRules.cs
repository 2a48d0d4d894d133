namespace ChatApp.Core.Messages.Kinds;

/// <summary>A place; the text is its title and address.</summary>
internal sealed class LocationRules : IKindRules
{
    public MessageKind Kind => MessageKind.Location;

    private const int MaxTitle = 200;
    private const int MaxAddress = 500;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        payload.Number("latitude", -90, 90);
        payload.Number("longitude", -180, 180);
        var words = Words.Join(payload.OptionalText("title", MaxTitle), payload.OptionalText("address", MaxAddress));
        return payload.IsBroken ? null : words;
    }
}
