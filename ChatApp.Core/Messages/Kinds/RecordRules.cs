namespace ChatApp.Core.Messages.Kinds;

/// <summary>Several messages as one; the text is the title and the lines, each with its sender's name.</summary>
internal sealed class RecordRules : IKindRules
{
    public MessageKind Kind => MessageKind.Record;

    /// <summary>The most lines.</summary>
    public const int MaxLines = 100;

    /// <summary>The most characters of the title.</summary>
    public const int MaxTitle = 120;

    /// <summary>The most characters of a sender's name.</summary>
    public const int MaxName = 100;

    public string? Read(string text, PayloadFields? payload)
    {
        if (payload is null)
        {
            return null;
        }

        var lines = new List<string> { payload.Text("title", MaxTitle) };
        foreach (var line in payload.List("lines", MaxLines))
        {
            line.Id("sender");
            line.OptionalTime("sentAt");
            var name = line.Text("name", MaxName);
            var words = line.OptionalText("text", MessageLimits.MaxText);
            if (line.IsBroken || !MessageKinds.TryParse(line.OptionalText("kind", MaxName) ?? "text", out _))
            {
                return null;
            }

            lines.Add($"{name}: {words}");
        }

        return payload.IsBroken ? null : Words.Cut(string.Join('\n', lines), MessageLimits.MaxText);
    }
}
