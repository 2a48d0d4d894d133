using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatApp.Core.Personal;

/// <summary>What a person says of what they are doing.</summary>
/// <param name="Text">The text, at most <see cref="MaxText"/> characters; empty for none.</param>
/// <param name="Until">When it goes away by itself, or <see langword="null"/>.</param>
public sealed record CustomStatus(string Text, DateTimeOffset? Until)
{
    /// <summary>The most characters of a status.</summary>
    public const int MaxText = 100;

    private static readonly CustomStatusJson Json = new(new JsonSerializerOptions(CustomStatusJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>No status.</summary>
    public static CustomStatus None { get; } = new(string.Empty, Until: null);

    /// <summary>Reads the value of the setting; none when it has run out.</summary>
    public static CustomStatus Read(string value, DateTimeOffset now)
    {
        if (value.Length == 0)
        {
            return None;
        }

        try
        {
            return JsonSerializer.Deserialize(value, Json.CustomStatus) is { Text: not null } status && (status.Until is null || status.Until > now) ? status : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>The value of the setting.</summary>
    public string Write() => Text.Length == 0 ? string.Empty : JsonSerializer.Serialize(this, Json.CustomStatus);
}
