namespace ChatApp.Core.Messages.Kinds;

/// <summary>A recording; the text is a caption, or what was said when the client can tell.</summary>
internal sealed class VoiceRules : IKindRules
{
    public MessageKind Kind => MessageKind.Voice;

    private const int MaxDurationMs = 3_600_000;

    public string? Read(string text, PayloadFields? payload)
    {
        payload?.Media();
        payload?.Number("durationMs", 1, MaxDurationMs);
        return payload is { IsBroken: false } ? text : null;
    }
}
