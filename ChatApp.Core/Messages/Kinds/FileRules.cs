namespace ChatApp.Core.Messages.Kinds;

/// <summary>A file; the text is its name, from the payload.</summary>
internal sealed class FileRules : IKindRules
{
    public MessageKind Kind => MessageKind.File;

    // As long as the names of the usual file systems.
    private const int MaxName = 255;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        payload.Media();
        payload.Number("size", 0, long.MaxValue);
        var name = payload.Text("name", MaxName);
        return payload.IsBroken || name.Any(sign => char.IsControl(sign) || sign is '/' or '\\') ? null : name;
    }
}
