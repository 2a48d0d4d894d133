using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatApp.Core.Moderation;

/// <summary>The strings of a JSON payload that people may come to read: titles, names, addresses, whatever a kind calls them.</summary>
internal static class PayloadTexts
{
    // Media ids, hashes and the like: one run of these, and longer than words are. A word in it would be an accident.
    private const int MinIdentifier = 20;

    private static readonly SearchValues<char> IdentifierSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+=");

    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The payload with each readable string replaced by what <paramref name="judge"/> gives for it, or as it is where it gives all the same.</summary>
    /// <param name="payload">Well-formed JSON.</param>
    /// <param name="judge">Gives the text to keep, or <see langword="null"/> to refuse the payload.</param>
    /// <returns>The payload to keep, or <see langword="null"/> when it was refused.</returns>
    public static string? Judge(string payload, Func<string, string?> judge)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        var changes = new Dictionary<long, string>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 } text || IsIdentifier(text))
            {
                continue;
            }

            if (judge(text) is not { } kept)
            {
                return null;
            }

            if (kept != text)
            {
                changes[reader.TokenStartIndex] = kept;
            }
        }

        return changes.Count == 0 ? payload : Rewrite(bytes, changes);
    }

    private static bool IsIdentifier(string text) => text.Length >= MinIdentifier && !text.AsSpan().ContainsAnyExcept(IdentifierSigns);

    private static string Rewrite(byte[] bytes, Dictionary<long, string> changes)
    {
        var result = new ArrayBufferWriter<byte>(bytes.Length);
        using var writer = new Utf8JsonWriter(result, AsWritten);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(changes.GetValueOrDefault(reader.TokenStartIndex, reader.GetString()!));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan);
                    break;
            }
        }

        writer.Flush();
        return Encoding.UTF8.GetString(result.WrittenSpan);
    }
}
