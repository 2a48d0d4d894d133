using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Personal;

/// <summary>A draft as the value of its setting.</summary>
/// <param name="Text">The text.</param>
/// <param name="ReplyTo">The sequence answered to, or <see langword="null"/>.</param>
/// <param name="Others">What was typed on other devices, or <see langword="null"/>.</param>
public sealed record DraftValue(string Text, long? ReplyTo = null, IReadOnlyList<string>? Others = null)
{
    // Never part of a page's markup; the usual escapes would make six characters of each Chinese one.
    private static readonly DraftJson Json = new(new JsonSerializerOptions(DraftJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly DraftValue None = new(string.Empty);

    /// <summary>Whether there is nothing to keep.</summary>
    [JsonIgnore]
    public bool IsEmpty => Text.Length == 0 && Others is null or { Count: 0 };

    /// <summary>Reads the value of a setting. A value of another form, which older applications write, is the text itself.</summary>
    public static DraftValue Read(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return None;
        }

        try
        {
            return JsonSerializer.Deserialize(value, Json.DraftValue) is { Text: not null } draft ? draft : new DraftValue(value);
        }
        catch (JsonException)
        {
            return new DraftValue(value);
        }
    }

    /// <summary>The value of the setting; empty for an empty draft.</summary>
    public string Write() => IsEmpty ? string.Empty : JsonSerializer.Serialize(this, Json.DraftValue);

    /// <summary>The draft after a device's change of it.</summary>
    /// <param name="change">What the device wants.</param>
    /// <param name="isKnown">Whether the device knew this draft. If not, both are kept: what this device's user types goes on as the draft.</param>
    internal DraftValue After(DraftChange change, bool isKnown)
    {
        var others = change.DropOthers ? [] : Others ?? [];
        if (!isKnown && Text.Length > 0 && Text != change.Text)
        {
            // A device that clears what it sent must not take away what another one has typed meanwhile.
            return change.Text.Length == 0 ? this with { Others = others } : new DraftValue(change.Text, change.ReplyTo, Kept([Text, .. others], change.Text));
        }

        return new DraftValue(change.Text, change.Text.Length == 0 ? null : change.ReplyTo, Kept(others, change.Text));
    }

    private static string[]? Kept(IEnumerable<string> others, string text)
        => others.Where(other => other != text).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } kept ? kept : null;
}
