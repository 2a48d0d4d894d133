using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Kinds;

namespace ChatApp.Core.Messages.Forwards;

/// <summary>Writes the payload of a merged forward.</summary>
internal static class RecordPayload
{
    // Chinese as it is: escapes would make three bytes into six.
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The payload of messages in their order.</summary>
    /// <param name="title">The record's title.</param>
    /// <param name="messages">What it holds; none was removed.</param>
    /// <param name="names">The senders' names.</param>
    public static string Write(string title, IReadOnlyList<Message> messages, IReadOnlyDictionary<UserId, string> names)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, AsWritten))
        {
            writer.WriteStartObject();
            writer.WriteString("title", title);
            writer.WriteStartArray("lines");
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("sender", message.Sender.Value);
                writer.WriteString("name", Words.Cut(names.GetValueOrDefault(message.Sender, message.Sender.Value), RecordRules.MaxName));
                writer.WriteString("kind", MessageKinds.NameOf(message.Kind));
                writer.WriteString("text", message.Text);
                writer.WriteString("sentAt", message.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

                // A record in a record keeps its words only, or records would grow with every forward.
                if (message.Payload is { } payload && message.Kind != MessageKind.Record)
                {
                    writer.WritePropertyName("payload");
                    writer.WriteRawValue(payload);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
