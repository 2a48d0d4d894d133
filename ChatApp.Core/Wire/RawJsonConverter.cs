using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Wire;

/// <summary>Keeps a JSON value as its text: a payload is stored and passed on, not understood.</summary>
public sealed class RawJsonConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.ValueKind == JsonValueKind.Null ? null : value.RootElement.GetRawText();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            // It was checked when it came in.
            writer.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
