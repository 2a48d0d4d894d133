namespace ChatApp.Web.Admin.Wire;

/// <summary>Reads names of enumerations from the wire. <see cref="Enum.TryParse{TEnum}(string, out TEnum)"/> alone would take any number.</summary>
internal static class WireNames
{
    public static bool TryRead<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && !text.Any(char.IsAsciiDigit) && Enum.TryParse(text, ignoreCase: true, out value);
    }
}
