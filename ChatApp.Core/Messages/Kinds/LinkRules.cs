namespace ChatApp.Core.Messages.Kinds;

/// <summary>A link; the text is its title and address, so that neither can say one thing to people and another to the server.</summary>
internal sealed class LinkRules : IKindRules
{
    public MessageKind Kind => MessageKind.Link;

    private const int MaxTitle = 300;
    private const int MaxDescription = 1_000;
    private const int MaxUrl = 2_048;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        var url = payload.Text("url", MaxUrl);
        var words = Words.Join(payload.OptionalText("title", MaxTitle), url);
        payload.OptionalText("description", MaxDescription);
        return !payload.IsBroken && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? words : null;
    }
}
