namespace ChatApp.Core.Kernel;

/// <summary>The name a client gave its installation, unique within one account: 1 to 64 printable ASCII characters.</summary>
public readonly record struct DeviceId(string Value)
{
    /// <summary>The most characters an id may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Reads an id that came from outside.</summary>
    public static bool TryParse(string? text, out DeviceId id)
    {
        id = new DeviceId(text ?? string.Empty);
        return text is { Length: > 0 and <= MaxLength } && text.All(c => c is > ' ' and < '\x7F' and not ('+' or '#' or '/'));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
