using System.Collections.Frozen;
using System.Text.Json;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Kinds;

/// <summary>The rules of every kind that a client may send. A notice is the server's own, and typing is no message.</summary>
internal static class KindTable
{
    // A field that comes twice reads as one thing to the server and as another to a client.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly FrozenDictionary<MessageKind, IKindRules> Rules = new IKindRules[]
    {
        new TextRules(),
        new ImageRules(),
        new VoiceRules(),
        new VideoRules(),
        new FileRules(),
        new LocationRules(),
        new StickerRules(),
        new LinkRules(),
        new CardRules(),
        new RecordRules(),
        new CustomRules(),
    }.ToFrozenDictionary(rules => rules.Kind);

    /// <summary>The draft with the text that the server reads of it, or <see cref="ErrorCode.InvalidPayload"/>.</summary>
    /// <param name="draft">A draft whose payload is an object, if there is one.</param>
    public static Outcome<MessageDraft> Read(MessageDraft draft)
    {
        if (!Rules.TryGetValue(draft.Kind, out var rules))
        {
            return ErrorCode.InvalidPayload;
        }

        if (draft.Payload is null)
        {
            return rules.Read(draft.Text, payload: null) is null ? ErrorCode.InvalidPayload : draft;
        }

        try
        {
            using var payload = JsonDocument.Parse(draft.Payload, Strict);
            return rules.Read(draft.Text, new PayloadFields(payload.RootElement)) is { } text ? draft with { Text = text } : ErrorCode.InvalidPayload;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // A lone surrogate in an escape shows itself only when the string is read.
            return ErrorCode.InvalidPayload;
        }
    }
}
