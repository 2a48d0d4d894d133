using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace ChatApp.Web.Composition.Configuration;

/// <summary>A key that stands for a property of a class of limits.</summary>
internal sealed record LimitKey(string Name, Type Type)
{
    private bool IsList => Type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(Type);

    /// <summary>The keys of a section that is bound to a class.</summary>
    public static IEnumerable<LimitKey> Of(string section, Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
        .Select(property => new LimitKey($"{section}:{property.Name}", property.PropertyType));

    /// <summary>Whether a name in the configuration is this key, or an entry of its list.</summary>
    public bool Covers(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        || (IsList && name.StartsWith(Name + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a value cannot be, or <see langword="null"/>.</summary>
    public string? Judge(string value)
    {
        if (IsList)
        {
            return null;
        }

        try
        {
            _ = TypeDescriptor.GetConverter(Type).ConvertFromString(context: null, CultureInfo.InvariantCulture, value);
            return null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or NotSupportedException)
        {
            return $"must be {Expected()}, and is '{value}'.";
        }
    }

    private string Expected() => Type switch
    {
        _ when Type == typeof(TimeSpan) => "a time such as 00:00:30 or 14.00:00:00",
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(int) || Type == typeof(long) => "a whole number",
        _ => $"a {Type.Name}",
    };
}
