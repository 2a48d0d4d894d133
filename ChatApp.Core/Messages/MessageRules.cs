using System.Text;
using System.Text.Json;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Kinds;

namespace ChatApp.Core.Messages;

/// <summary>What a draft must be before anything is asked of the store.</summary>
internal static class MessageRules
{
    // Deep enough for any card; a reader of any language parses it without recursion trouble.
    private const int MaxPayloadDepth = 32;

    /// <summary>The draft as it may go on, with the text that its kind is read by; or <see cref="ErrorCode.InvalidPayload"/>, <see cref="ErrorCode.BodyTooLarge"/>.</summary>
    public static Outcome<MessageDraft> Read(MessageDraft draft, int maxText)
    {
        if (!draft.To.IsWellFormed || draft.ClientId == Guid.Empty || draft.ReplyTo is <= 0 || !AreMentions(draft))
        {
            return ErrorCode.InvalidPayload;
        }

        if (CheckText(draft.Text, maxText) is { } broken)
        {
            return broken;
        }

        return draft.Payload is { } payload && CheckPayload(payload, draft.Kind) is { } unfit ? unfit : KindTable.Read(draft);
    }

    /// <summary>Whether a text may be stored, seen or not.</summary>
    public static ErrorCode? CheckText(string text, int maxText)
        => text.Length > maxText || Encoding.UTF8.GetByteCount(text) > MessageLimits.MaxTextBytes ? ErrorCode.BodyTooLarge
            : IsStorable(text) ? null
            : ErrorCode.InvalidPayload;

    /// <summary>Whether a text has something to see: spaces and characters without a shape do not make a message.</summary>
    public static bool IsVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !IsShapeless(rune))
            {
                return true;
            }
        }

        return false;
    }

    // PostgreSQL takes no NUL, and a lone surrogate is no character at all.
    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !TrySkipPair(text, ref i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkipPair(string text, ref int i)
    {
        if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
        {
            i++;
            return true;
        }

        return false;
    }

    private static bool AreMentions(MessageDraft draft)
        => draft.Mentions is null or []
            || (draft.Mentions is [MessageLimits.Everyone] && draft.To.Type != ConversationType.Single)
            || (draft.Mentions.Count <= MessageLimits.MaxMentions && draft.Mentions.All(user => UserId.TryParse(user, out _)));

    private static ErrorCode? CheckPayload(string payload, MessageKind kind)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        if (bytes.Length > (kind == MessageKind.Record ? MessageLimits.MaxRecordBytes : MessageLimits.MaxPayloadBytes))
        {
            return ErrorCode.BodyTooLarge;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxPayloadDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return ErrorCode.InvalidPayload;
            }

            while (reader.Read())
            {
                // A NUL may hide in an escape, where the store would find it too late.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                {
                    return ErrorCode.InvalidPayload;
                }
            }

            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return ErrorCode.InvalidPayload;
        }
    }

    // Zero-width and filler characters that draw nothing: U+3164 and U+2800 are the ones people send as "empty" messages.
    private static bool IsShapeless(Rune rune)
        => rune.Value is 0x3164 or 0x115F or 0x1160 or 0x2800 or 0xFFA0 or 0x034F
            || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control;
}
