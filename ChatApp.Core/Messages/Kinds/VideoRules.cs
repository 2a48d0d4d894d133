namespace ChatApp.Core.Messages.Kinds;

/// <summary>A video; the text is its caption.</summary>
internal sealed class VideoRules : IKindRules
{
    public MessageKind Kind => MessageKind.Video;

    private const int MaxDurationMs = 86_400_000;

    public string? Read(string text, PayloadFields? payload)
    {
        payload?.Media();
        payload?.Picture();
        payload?.OptionalNumber("durationMs", 1, MaxDurationMs);
        return payload is { IsBroken: false } ? text : null;
    }
}
