using System.Text.Json;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Kinds;

/// <summary>Reads the fields of a payload and remembers whether one was missing or out of its range. Fields that nobody asks for are free.</summary>
internal sealed class PayloadFields(JsonElement root)
{
    private const int MaxMediaType = 100;
    private const int MaxPixels = 100_000;

    // About 6 KB of picture: what a phone shows while the real one loads.
    private const int MaxThumbnail = 8_192;

    /// <summary>Whether a field that was asked for is not as it must be.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A text with something to see.</summary>
    public string Text(string name, int max)
    {
        var text = OptionalText(name, max);
        IsBroken |= text is null || !MessageRules.IsVisible(text);
        return text ?? string.Empty;
    }

    /// <summary>A text, or <see langword="null"/> where there is none.</summary>
    public string? OptionalText(string name, int max)
    {
        if (!Find(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        IsBroken |= text is null || text.Length > max;
        return text;
    }

    /// <summary>An id as users, groups and media have them.</summary>
    public string Id(string name)
    {
        var text = OptionalText(name, UserId.MaxLength);
        IsBroken |= !UserId.TryParse(text, out _);
        return text ?? string.Empty;
    }

    /// <summary>A number that must be there.</summary>
    public void Number(string name, double min, double max)
    {
        IsBroken |= !Find(name, out _);
        OptionalNumber(name, min, max);
    }

    /// <summary>A number that may be there.</summary>
    public void OptionalNumber(string name, double min, double max)
    {
        if (Find(name, out var value))
        {
            IsBroken |= value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !(number >= min && number <= max);
        }
    }

    /// <summary>A time that may be there.</summary>
    public void OptionalTime(string name)
    {
        if (Find(name, out var value))
        {
            IsBroken |= value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out _);
        }
    }

    /// <summary>What every uploaded file has: <c>mediaId</c>, and maybe <c>size</c> in bytes and <c>mime</c>.</summary>
    public void Media()
    {
        Id("mediaId");
        OptionalNumber("size", 0, long.MaxValue);
        OptionalText("mime", MaxMediaType);
    }

    /// <summary>What everything to look at may have: <c>width</c> and <c>height</c> in pixels and a <c>thumbnail</c> in Base64.</summary>
    public void Picture()
    {
        OptionalNumber("width", 1, MaxPixels);
        OptionalNumber("height", 1, MaxPixels);
        OptionalText("thumbnail", MaxThumbnail);
    }

    /// <summary>The objects of a list that must be there.</summary>
    public IReadOnlyList<PayloadFields> List(string name, int max)
    {
        if (!Find(name, out var value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 || value.GetArrayLength() > max)
        {
            IsBroken = true;
            return [];
        }

        var items = value.EnumerateArray().ToArray();
        IsBroken |= items.Any(item => item.ValueKind != JsonValueKind.Object);
        return IsBroken ? [] : [.. items.Select(item => new PayloadFields(item))];
    }

    private bool Find(string name, out JsonElement value) => root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
