namespace ChatApp.Core.Messages.Kinds;

/// <summary>The card of a person, a group or a channel; the text is its name.</summary>
internal sealed class CardRules : IKindRules
{
    public MessageKind Kind => MessageKind.Card;

    private const int MaxName = 100;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        var of = payload.Text("of", MaxName);
        payload.Id("id");
        var name = payload.Text("name", MaxName);
        return payload.IsBroken || of is not ("user" or "group" or "channel") ? null : name;
    }
}
